"""Words that make up, surround or rule out the name of an organisation. Folded: lower case, without accents."""

from __future__ import annotations

from deskbot.triage.phrases import listed

KIND = listed(
    """
    living construcciones edificaciones instalaciones soluciones producciones creaciones telares hermanos
    abarrotes abattoir abbey abogados abstract academia academy accountancy accountants accounting acougue
    advertising advisers advisors advisory advocacia advocaten advogados aero ag agence agency agricola
    agropecuaria ahorro aid airfield airline airlines airport airways akademie alarm alarms albergo alcaldia
    alliance almacen almacenes altenheim ambulance ambulances amtsgericht antiques apartments apotheek apotheke
    apparel appliance appliances arcade architects architecture architekten architekturburo archive arena
    arquitetura art arts arztpraxis aseguradora aserradero asesoria asociacion asphalt associacao associates
    association assurance assurances attorneys auberge auction auctioneers auctions augenoptik authority
    autobody autobuses autohaus autohauser automotive automotriz autopartes autopecas autos aviation avicola
    avocats awnings ayuntamiento azulejos backerei backhaus bakehouse bakers bakery bakkerij ballet balneario
    banco bancorp bank banque bar barbers barbershop barristers basisschool batiment bau bauhof baumschule
    baustoffe bauunternehmen beauty beef berufsschule bestattungen bestattungshaus bicycles bikes bindery
    biotech bistro bistrot blinds blumen board boat boats boatyard bodega bodegas body bookkeeping books
    bookshop bookstore botica boucherie boulangerie boutique bouwbedrijf bowling brakes brasserie brauerei
    brennerei brewery brewhouse brick broadcasting broker brokerage brokers brokers' bros brothers buchhandel
    buchhandlung bufete builders building bureau buses busreisen butcher butchers cab cabinet cabinetry cabinets
    cabins cabs cafe cafeteria caisse caja camara campground camping campsite cannery canoe cantina capital
    cardiology care carniceria carpentry carpet carpets carrosserie cartorio carwash casino caterers catering
    cathedral caves cellars cementos center centre centro ceramica ceramicas cerveceria chambers chapel chapter
    charcuterie charity charpente charter charters chateau chauffage chaussures chemical chemicals chemist
    childcare chiropractic chocolates chsld church churrascaria cinema city civic cleaners cleaning clinic
    clinica clinicas clinique cliniques clothing clsc club clube co-op coach coaches coal coffee coiffure
    colegio college collision comercial comercializadora commission communaute commune community company
    comptables comune concesionaria concessionaria concrete condominio condominiums condos confecciones
    confeccoes confectionery confeitaria congregation conservatory conserverie construction constructora
    construtora consultancy consultants consulting consultora consultorio contabilidade contadores contracting
    contractors convent cooling coop cooperativa cooperative copy corp corredora corretaje corretora cottages
    council counsel county courier couriers court courtage courthouse courtiers cpe crafts creamery creche
    credit creditos cycles dachdecker dachdeckerei dairies dairy dance daycare dealers dealership deli
    delicatessen deliveries delivery demenagements dentaire dental dentist dentistry departement department
    dermatologists dermatology design designs despacho diner diocese disposal distillery distribuciones
    distribuidora district ditta domaine doors drain drains drayage drogaria drogueria droguerias druck
    druckerei druckhaus eatery ecole editions editora editorial egg eggs eglise ehpad eldercare elderly electric
    electrical electricians electricite elektro elementary elevator empacadora ems endodontics energy engenharia
    engineering engineers epicerie equine escola escritorio escrow escuela estacion estate estates etude events
    exportadora express exterminators fabrica fabrication fabricators fabrik faculdade faculte fahrschule farm
    farmacia farmacias farms fashions fazenda federal federation feed fellowship fence fencing ferienpark ferme
    fermes ferreteria ferry feuerwehr fietspunt film films finance financeira financial financiera fire fish
    fisheries fishery fishmonger fitness fleischerei fleuriste flooring floreria florist floristeria floristik
    florists flowers fonderie foods footwear ford forestry forge forges forwarders forwarding foundation
    foundries foundry foyer freight freightways frigorifico fromagerie fruteria fuel fund fundacao fundacion
    fundicao fundicion funds funeral furnishings furniture gallery ganadera garage garagebedrijf garages garden
    gardens garderie gartenbau gartnerei gas gasolinera gasthaus gasthof gaststatte gates gazette gemeente
    gemeinde gemeinschaftspraxis gendarmerie genossenschaft gestoria getranke giesserei gifts gimnasio gite
    glass glassworks glazing gmbh gobernacion golf grafica grain granja graphics gravel grill grocers grocery
    grooming grosshandel group grundschule guarderia guards guesthouse gut gym gymnasium hacienda hair hall
    handel hardware haulage hauling haustechnik hausverwaltung health healthcare heating heizung heladeria
    heliport herald high hochbau hochschule hof holdings holidays home homes honda hopital horgerate hospedaria
    hospice hospital hostal hostel hostels hosteria hotel house housing huisarts huissiers hvac hydro iglesia
    igreja imaging immobilien immobilier immobiliere imobiliaria importadora imprenta imprimerie imprimeries inc
    incorporadora industria industrial industrias industries ingenieria ingenieurburo ingenieure inmobiliaria
    inn inns institut institute instituto insurance insurers interiors investment investments ironworks
    irrigation jardin jardinerie jewelers jewellers jewellery jewelry joalheria joiners joinery joyeria
    jugueteria juwelier juzgado kanzlei karosserie kaserei kellerei kennel kennels kfz kg kieferorthopadie
    kindergarten kindertagesstatte kirchengemeinde kita kitchen klinik klinikum konditorei krankenhaus
    kreiskrankenhaus kuchen kuchenstudio kurhaus lab laboratoire laboratories laboratorio laboratorios
    laboratory labs lacteos laiterie lanchonete landhaus landratsamt landscapes landscaping lanes laticinios
    laundromat laundry law lawn lawyers league leasing legal legion lending librairie libraries library libreria
    lighting ligue limo limousine lines livraria llantera llc llp loans locksmith locksmiths lodge lodges
    logging logistic logistics logistik loisirs loja lojas lounge ltd lubricants lumber lunetterie lycee machine
    machinery machining maconnerie madeireira maderas mailing mairie maison makelaardij makler malerbetrieb
    malharia mall manoir manor manufacturing marina marine market marketing markets mart maschinenbau masonry
    materials meat meats media medical menuiserie mercadinho mercado mercearia metallbau metals metalurgica
    metalworks metzgerei middle mill mills mines mining ministries minoterie mission mobel mobelhaus mode moinho
    molino molinos molkerei monastery mortgage mortgages mosque motel motorcycles motors movers moving muebleria
    mueblerias mufflers muhle municipalidad municipio musee museum music musikschule mutual mutuelle nails
    neurology newspaper nightclub notaire notaires notaria notariat notariskantoor notary nurseries nursery
    nursing observatory oculists odontologia office offices officina oficina oil oncology opera optica optical
    opticas optician opticians opticien opticiens optics optik optometry orchard orchards orchestra orthodontics
    orthodontists orthopedics otica oticas outfitters outlet outlets packaging padaria paediatrics paint
    panaderia papelaria papeleria paper papeterie parador paralegal parish park parking paroisse paroquia
    parroquia partners parts pasteleria patisserie paving pawn payroll pediatrics pension pepiniere periodontics
    personnel pescaderia pesqueira pesquera pest petcare petroleum pets pfarramt pflegedienst pflegeheim pharma
    pharmaceuticals pharmacie pharmacies pharmacy photo photography physio physiotherapie physiotherapy piano
    pianos pictures pizza pizzaria pizzeria planners planungsburo plastics playhouse plaza plomberie plumbers
    plumbing podiatry poissonnerie police policlinico polytechnic pool pools port posada posto poultry pousada
    power practice praxis precast prefecture prefeitura preschool press primary printers printing priory produce
    properties property pub publishers publishing quarries quarry quincaillerie radio radiology raiffeisen rail
    railroad railway ranch ranches rathaus realschule realtors realty rechtsanwaelte rechtsanwalte recovery
    recruitment recycling reederei refaccionaria refrigeration rehab reifen reiseburo reisen relief relocation
    relojeria rental rentals rescue residence residences residenza resort resorts restaurant restaurante
    retirement retreat rink ristorante roofing rubber rv sailing salon salvage sanatorio sanatorium sanitar
    sanitation sanitatshaus santa savings sawmill schlosserei school schools schreinerei schuhe schuhhaus schule
    scierie scieries scrap scuola sdis seafood security seed seeds seguradora seguros seminary senior
    seniorenheim seniorenstift seniors septic serraria services shelter sheriff shipping shipyard shoes shop
    shops siderurgica signage signs sindicato slagerij society solar solicitors sorveteria spa sparkasse
    spedition spital sports stables stadium stadtverwaltung stadtwerke staffing stahlbau station stationery
    steakhouse steel steelworks steuerberater steuerberatung steuerburo steuerkanzlei stevedores stift stiftung
    stone stonework storage store stores stud studio studios suites supermarket supermercado supermercados
    supplies supply surgeons surgery surgical surveying surveyors symphony synagogue syndicat tabelionato
    tailors taller talleres tandarts tankstelle taproom taqueria tattoo tavern tax taxi taxis taxiunternehmen
    television temple terminal textil textiles textilien theater theaters theatre theatres therme tiefbau tienda
    tiendas tierarztpraxis tierklinik tile tiles timber tire tires tischlerei title tool tooling tools tourism
    tours tower towers towing town township toyota toys trailers traiteur transit translations transmissions
    transport transportadora transportbedrijf transporte transportes transports travaux travel tribune trucking
    trucks trust trustees turf tv tyre tyres uhren umzuge underwriters union universidad universidade
    universitat universite university urology usina usine utilities utility vacations verband verduleria verein
    verlag versicherung versicherungen vertrieb vet veterinaire veterinaria veterinary viacao vignoble vignobles
    village villas ville vineyard vineyards vinicola vinos vivero volksbank volkshochschule voyages warehouse
    warehousing waste watches water wealth weingut weinkellerei werft werk werke werkstatt werkzeugbau wind
    windows winery wines winzer winzergenossenschaft woodwork woodworking works wrecking yacht yachts ymca
    zahnarzte zahnarztpraxis zapateria zimmerei zoo
    """
)
"""Words that name the kind of a business or institution."""

KIND_ENDINGS = (
    "apotheke",
    "bau",
    "betrieb",
    "brauerei",
    "buro",
    "druckerei",
    "fabrik",
    "gesellschaft",
    "handel",
    "haus",
    "heim",
    "hof",
    "kanzlei",
    "kellerei",
    "kirche",
    "klinik",
    "krankenhaus",
    "markt",
    "muhle",
    "praxis",
    "schule",
    "stift",
    "verein",
    "verlag",
    "verwaltung",
    "werft",
    "werk",
    "werke",
    "zentrum",
    "bedrijf",
    "kantoor",
    "winkel",
)
"""How compounds of such words end, in languages that join them."""

FUNCTION = listed(
    """
    bij onze ons het een met op voor sinds alleen goedemorgen goedemiddag hoi alla sono questo questa
    a aber abril agosto al all alla alle alles allo already also always am an and another any anyone aout apr
    april are as at au aucun aug august aujourd aux avec avril aw be because been before behind bei beim besides
    best between big bitte bon bonjour bonsoir both buenas buenos buonasera buongiorno but by called can ce ces
    cette checked cheers cher chere chez christmas client cliente com come comme como con could customer damen
    dank danke dans das de dear dec december decembre dem den denn depuis der des desde deze dezember dezembro
    dias diciembre did die dienstag dimanche do does dois domingo don dona donc donnerstag down dr drive du due
    durante durch during each early easter eight ein eine einem einen einer either el ela ele eles elle ellos
    else em en end end-user enero entire entre er es esta estamos este estimado estimados et etwa even evening
    every everyone everything feb febrero februar february fevereiro fevrier finally first five floor folgende
    for four frau freitag freundlichen fri friday from fur fw fwd fyi gestern good gracias greetings grussen
    guten guys had hallo halloween has have he hello help her here herr herren heute hey hi hier hint his hoje
    hola host how hoy i i'd i'll i'm i've ich if ihr ihre il ils im in inbound incoming into is it its ja jan
    janeiro januar january janvier je jede jetzt jeudi jueves juillet juin jul julho juli julio july jun june
    junho juni junio just kein keine kind kollegen kunde kunden kundin la last late lately le les leur liebe
    lieber like lo locked looking lorsque los luckily lundi lunes madame mai maio mais many mar march marco
    mardi mars martes marz marzo may maybe mayo me meine merci mercredi miercoles mit mittlerweile mittwoch mme
    mon monday monsieur montag more morning most moved mr mrs ms my na nach nada nao nas natal navidad nec
    neither nella nessun neu neue neuer never new next nicht nine no nobody noches noel noite none nor nos nossa
    nosso not nothing notre nous nouveau nouvelle nov november novembre novembro noviembre novo now nuestra
    nuestro nueva nuevo o obrigada obrigado oct october octobre octubre oder of off oi ok okay oktober ola on
    once one only onze or os other otra our ours out outbound outgoing outubro over own para pas per perhaps
    pero personne please por pour prezados pri prima problem quand quando quarta que question quick quinta re
    rebooted ref regards rien sa sabado saludos salut same samedi samstag sat saturday second see segunda sehr
    seit selon sep sept september septembre septiembre setembro several sexta she should si sie since sincerely
    site six small sn so some somebody someone something sometimes somewhere sonntag sorry sr sra still subject
    such sul sun sunday sur tambem tarde tardes ten tengo terca thank thanks thanksgiving that the their them
    then there these they third this those three thu thursday to today todos tomorrow tonight too top toujours
    tous tr tried trotz tud tudo tue tuesday tutti two uber um uma un una und under une unit unser unsere
    unserem unseren unserer unterdessen until up update upon urgent us used user vaya vendredi very vielen
    viernes voce vom von vor votre vous wann war warm was we wed wednesday wegen weihnachten weil well wenn were
    wg what when where whether which while who whoever whole whom whose why wie wir wird with without wo would y
    ya yes yesterday yet you your zum zur zwei
    """
)
"""Words that begin a sentence or stand between names, days and months; a name is cut free of them."""

TECHNICAL = listed(
    """
    edp hold hours pfa kindly dect sucursal delegacion sede filiale filial zweigstelle succursale agence
    standort sede casa
    abs admin after afternoon again ajuda alg american android anfrage anlage apparat apparate apple asterisk
    attendant auf ausfall authentication avaya ave avenue averia aws ayuda azure backup backups berlin blvd boa
    bom brasil brazil broadcast browser building busy cable cad call caller calls canada canadian card cards
    caso centrale centralita certificate chamado change changed chrome cisco citofono cloud cluster code codec
    conference console consulta cordless cpu critical critique dashboard debian dell demande desk deutschland
    device devolucion dhcp dia did dids digital display dns dossier dringend dsm dsm16 dtmf duvida e east echo
    edge emergency english enterprise equipo erro error espana express ext extension extensions falla fallo fax
    faxes faxing fehler firefox firewall firmware follow forbidden fortinet frage france french fxo fxs fxs16
    galaxy garantia gateway geehrte german germany google grandstream greeting group gui ha handset handsets
    hardware helpdesk high highway hilfe host hyper-v ibm id inbound incident incoming infinity infinityone
    intern internet invoice ip iphone isp issue italian ivr javascript kein keine kvm lan lane las lcd led level
    licencas licence licences licencia licencias license licenses line lines linux lizenz lizenzen
    lizenzubertragung log logs london mac mailbox main mas media menu meraki meridian message mexican mexico mic
    microsoft might mikrotik mini miss mitel mobile model modem moin mtr much music nachtrag nas nat nebenstelle
    netgear network neue neues new night nonce norstar nortel north notify ntp number onto opera options oracle
    order ou outage outbound outgoing outlook pabx paging panasonic panne paris pbx pc pcap pedido pessoal
    pfsense phone phones pin ping poe polycom port portal portuguese pri problem problema probleme provisioning
    proxy pstn put qos queja question queue quote rack ramal ran reboot reclamo recording red register
    registration release remote replaced reply report request reset restarted retour ring rma road room router
    routers rtp ruckfrage rueckfrage rueckruf s/n safari samsung sbc sent serial server servers service servus
    session set seven severity sip sistema sistemas smtp snom software solicitud sonicwall soporte south spanish
    speed sprint ssh ssl st status storung storungsmeldung street suite support sv swapped switch system systeme
    systems t1 tag team teams telefon telefone telefono telephone telephones termin texas thx ticket timer tls
    toll totalausfall transfer transferencia trouble trunk trunks ubiquiti ucx ucx1000 ucx20 ucx250 ucx3000
    ucx450 ucx50 udp uk unifi unknown update upgrade ups urgence urgente us usa usb user users version vlan vm
    vmware voice voicemail voicemails voip vpn wan web west wi-fi wifi will windows wing wireshark yealink york
    yours zoiper zoom
    """
)
"""The trade's own words, products and places: alone they name no customer, and before a name they are no part of it."""

CARRIERS = listed(
    """
    1&1 a1 algar altice at&t att bandwidth bell bouygues bt centurylink charter claro colt comcast cox earthlink
    easybell embratel entel flowroute free frontier gamma gtt inteliquent intrado jazztel kpn level3 lumen
    magenta masmovil movistar nfon o2 oi ono openreach optimum optus orange proximus rogers sfr shaw sipgate
    spark spectrum sprint starlink sunrise swisscom t-mobile telcel telefonica telekom telmex telnyx telstra
    telus tigo tim twilio verizon videotron virgin vivo vodafone voip.ms windstream xfinity zayo
    """
)
"""Carriers and providers: never the end customer of a reseller's mail about their lines."""

FIRST_NAMES = listed(
    """
    aaron abigail adam adriana alain alejandra alejandro alex alexander alice aline amanda amy ana andre andrea
    andreas andres andrew andy angela anja ann anna anne annie anthony antonio ashley barbara bastien beatriz
    becky ben benjamin bernard bernd betty bill birgit bo brandon brenda brian brigitte bruna bruno caio camila
    carl carlos carmen carol carolyn catherine celine chantal charles cheryl chris christina christine
    christophe christopher claude claudia concha cynthia dan daniel dave david debbie deborah dennis diane diego
    dieter donald donna dorothy dot doug douglas ed eduardo edward elena elizabeth emily emma eric erik ethan
    evelyn everton fabiola felipe fernanda fernando frances francisca francisco francois francoise frank gabriel
    gabriela gary genevieve george gerald giulia gloria graham greg gregory gustavo hannah hans harold heather
    heike heinz helen henry holger ingrid isabel isabelle jack jacob jacqueline jacques james jan janet janice
    jason javier jean jeferson jeff jeffrey jen jennifer jens jeremy jerry jessica jesus joan joao joe john
    jonathan jorge jose joshua joyce juan judith judy julia juliana julie jurgen justin karen karin karthik kate
    katherine kathleen kathryn kathy katrin keith kelly ken kenneth kevin kim kimberly klaus kofi kyle larry
    lars laura lauren laurent lena leticia linda lisa liz luc luca lucas lucia luciana luis luiz madison manuel
    marc marcelo marcia marco marcos margaret maria mariana marie mario mark markus marta martha martine mary
    matt matthew matthias megan melanie melissa michael michel michelle miguel mike monika nadege nancy nathalie
    nathan nicholas nick nicolas nicole nigel nora olivia oscar pablo pam pamela paolo pat patricia patrick paul
    paulo pedro pete peter petra phil philip philippe phillip pierre pieter pilar piotr priya rachel rafael raj
    ralf ramon raul ray raymond rebecca renata renate renee ricardo richard rick robert roberto rodrigo roger
    ron ronald rosa ruth ryan sabine sam samantha samuel sandra sandrine sara sarah scott sean sergio sharon
    shirley silvia simone skip stan stefan stephane stephanie steve steven sue susan susanne sven sylvie tatiane
    teresa thiago thomas tiago tiffany tim timothy tom tomasz tony tyler ulf ursula uwe valerie vanessa veronica
    veronique victoria vikram virginia walter william winston wolfgang wouter yesid yves zachary
    """
)
"""Common first names: two words that begin with one, and name no kind of business, are a person."""
