"""A Decision becomes rows: ticket, timeline, outbox, page, all in the transaction of its message."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from deskbot.channels import Form
from deskbot.desk import Desk
from deskbot.engine import entitlement, feedback, sla, timers
from deskbot.engine.alike import Alike
from deskbot.engine.answering import why_no_answer
from deskbot.engine.gathering import Thread, domain_of
from deskbot.engine.hands_on import HandsOn
from deskbot.engine.jobs import Jobs
from deskbot.engine.letter import Letter
from deskbot.engine.mailing import Mailing
from deskbot.engine.paging import Paging
from deskbot.engine.phone_letters import by_mail
from deskbot.engine.redirecting import send_away
from deskbot.engine.resolving import solved_by_reseller
from deskbot.engine.snoozing import reseller_wrote
from deskbot.model.case import Action, Case, Category, Decision, Severity, Standing
from deskbot.model.message import Address, Inbound, InboundState
from deskbot.model.phone import SPOKEN
from deskbot.model.ticket import Entry, State
from deskbot.store import advice as advices
from deskbot.store import attachments, awaited_files, directory, inbound, pages, sla_targets, tickets
from deskbot.store.blobs import BlobStore
from deskbot.store.database import Session
from deskbot.store.payloads import findings_to_json
from deskbot.store.tables import InboundRow, SlaTargetRow, TicketRow
from deskbot.tickets import brief, briefing, replies
from deskbot.tickets.lifecycle import Event, after
from deskbot.tickets.offers import whether_solved
from deskbot.tickets.paging import PageWish, Shared, Verdict
from deskbot.tickets.reference import reference
from deskbot.triage.feedback import only_thanks
from deskbot.triage.playbooks import PlaybookSet

LONGEST_SUBJECT = 250


@dataclass(frozen=True, slots=True)
class Recording:
    """Writes down what was decided."""

    jobs: Jobs
    blobs: BlobStore
    desk: Desk
    playbooks: PlaybookSet
    mailing: Mailing
    paging: Paging
    hands_on: HandsOn

    async def record(
        self, session: Session, row: InboundRow, case: Case, decision: Decision, thread: Thread
    ) -> int | None:
        """Carry a decision out within the message's transaction; return the ticket's number, if it has one."""
        if decision.action is Action.FILE:
            await self._file(session, row, case, decision, thread)
            return None
        if decision.action is Action.REDIRECT:
            await self.keep(session, row, case.message, case.now)
            await send_away(session, self.mailing, row, case, decision)
            return None
        await self.keep(session, row, case.message, case.now)
        if thread.ticket is None:
            return await self._open(session, row, case, decision, thread)
        return await self._update(session, row, case, decision, thread, thread.ticket)

    async def _file(self, session: Session, row: InboundRow, case: Case, decision: Decision, thread: Thread) -> None:
        """File a machine's mail or junk; where it answers a ticket, the ticket says so."""
        why = "; ".join(reason.says for reason in decision.reasons) or "filed"
        number = thread.ticket.number if thread.ticket else None
        inbound.conclude(row, InboundState.FILED, case.message, ticket=number, why=why)
        await self.keep(session, row, case.message, case.now)
        if number is not None:
            text = f"Filed, not answered ({decision.automatic or 'junk'}): {case.message.subject}"
            tickets.entry(
                session,
                number,
                case.now,
                Entry.MESSAGE,
                text,
                author=case.message.sender.address,
                verified=False,
                inbound_id=row.id,
                data={"why": why},
            )

    async def _open(self, session: Session, row: InboundRow, case: Case, decision: Decision, thread: Thread) -> int:
        writer, now = case.writer, case.now
        ticket = TicketRow(
            state=State.NEW,
            subject=case.message.subject[:LONGEST_SUBJECT] or "(no subject)",
            category=decision.category,
            severity=decision.severity,
            claimed=decision.claimed,
            verified=writer.proven,
            reseller_id=writer.reseller.id if writer.reseller and writer.proven else None,
            contact_id=writer.contact.id if writer.contact and writer.proven else None,
            created_at=now,
            updated_at=now,
        )
        self._settle(ticket, decision, event=Event.MESSAGE)
        session.add(ticket)
        await session.flush()
        number = ticket.number or 0
        if thread.follows is not None:
            tickets.entry(session, number, now, Entry.NOTE, f"Follows {reference(thread.follows)}: {thread.why_new}.")
        if writer.standing is not Standing.FORGED:
            known = (await by_mail(session, case)).message
            await tickets.join(session, number, known.channel, known.sender, verified=writer.proven)
        await self._let_follow(session, number, case.message.channel, thread, case.now)
        page = await self._page(session, ticket, case, decision, raised=True)
        self._note(session, ticket, row, case, decision, page)
        timers.wait(session, self.jobs, self.desk, ticket, now, new=True)
        target = await sla.follow(session, self.jobs, self.desk, ticket, now, accepted_at=row.accepted_at)
        setting = self._setting(case, decision, page, ticket, target)
        if decision.category is Category.ACCESS and writer.proven and writer.contact:
            setting = replace(setting, people=await directory.contacts_of(session, writer.contact.reseller_id))
        advice = self._advice(decision, case.message)
        text = replies.acknowledgement(number, ticket.subject, decision, writer, setting, advice)
        few = brief.acknowledgement(number, decision, writer, setting)
        told = await self._answer(session, ticket, row, case, decision, text, few, advice)
        if told and advice and decision.playbook:
            advices.add(session, number, decision.playbook, now)
        _heard(ticket, page, now, told=told and case.writer.proven)
        await self._brief(session, ticket, row, case, decision, page, target, new=True)
        return number

    async def _update(
        self,
        session: Session,
        row: InboundRow,
        case: Case,
        decision: Decision,
        thread: Thread,
        ticket: TicketRow,
    ) -> int:
        now, number = case.now, ticket.number or 0
        thanked = decision.only_rates or only_thanks(case.message)
        await reseller_wrote(session, self.desk, ticket, now, thanked=thanked)
        feedback.rate(session, ticket, decision, now, trusted=thread.trusted)
        if decision.only_rates:
            ticket.state = after(State(ticket.state), Event.RATED)
            only = "rates the ticket" if decision.rating or decision.rating_words else "thanks"
            why = PageWish(Verdict.NONE, f"nobody is paged: the message only {only}")
            self._note(session, ticket, row, case, decision, why)
            if feedback.tells_the_desk(decision):
                target = await sla_targets.running(session, number)
                await self._brief(session, ticket, row, case, decision, why, target, new=False)
            return number
        lacked, was = bool(ticket.missing), State(ticket.state)
        outright = case.message.urgent and thread.trusted
        raised = outright or not was.open or not Severity(ticket.severity).at_least(decision.severity)
        if thread.trusted:
            await tickets.join(session, number, case.message.channel, case.message.sender, verified=True)
            await self._let_follow(session, number, case.message.channel, thread, now)
        ticket.severity = decision.severity
        ticket.category = decision.category
        ticket.claimed = decision.claimed or ticket.claimed
        ticket.updated_at, ticket.reminders = now, 0
        page = await self._page(session, ticket, case, decision, raised=raised)
        self._note(session, ticket, row, case, decision, page)
        answered = await self._task_answers(session, ticket, row, case) if thread.trusted else ()
        event = Event.SOLVED if decision.solved else Event.MESSAGE
        self._settle(ticket, decision, event=event, one_by_one=case.message.one_by_one)
        if decision.solved:
            await solved_by_reseller(session, ticket, self.paging, now)
        else:
            timers.wait(session, self.jobs, self.desk, ticket, now)
        await feedback.answered(session, ticket, decision, case.earlier.advised if case.earlier else "", now)
        before = await sla_targets.running(session, number)
        target = await self._promise(session, ticket, row, was, now, raised=raised)
        known_here = thread.takes_part or thread.trusted
        advise = known_here and await feedback.may_advise(session, ticket, decision)
        advice = self._advice(decision, case.message) if advise else None
        setting = self._setting(
            case, decision, page, ticket, target if target is not before and thread.trusted else None
        )
        reopened = not was.open and State(ticket.state).open and not only_thanks(case.message)
        stands = {"completed": lacked and not decision.missing, "known_here": known_here, "reopened": reopened}
        text = replies.follow_up(number, decision, setting, advice=advice, **stands)
        handed_over = decision.hand_over and was is State.WAITING_RESELLER
        few = brief.follow_up(number, decision, setting, handed_over=handed_over, **stands)
        if not case.message.threaded and not only_thanks(case.message):
            text = text or few  # where there are no threads, each is told where their words went
        told = bool(text) and await self._answer(session, ticket, row, case, decision, text or "", few, advice)
        if told and advice and decision.playbook:
            advices.add(session, number, decision.playbook, now)
        _heard(ticket, page, now, told=told and case.writer.proven)
        await self._brief(session, ticket, row, case, decision, page, target, new=False, answered=answered)
        return number

    async def _promise(
        self, session: Session, ticket: TicketRow, row: InboundRow, was: State, now: datetime, *, raised: bool
    ) -> SlaTargetRow | None:
        """Set anew what is promised for a ticket to which a message was added."""
        opened = row.accepted_at if State(ticket.state).open and not was.open else None
        raised_at = row.accepted_at if raised else None
        return await sla.follow(session, self.jobs, self.desk, ticket, now, accepted_at=opened, raised_at=raised_at)

    async def _task_answers(self, session: Session, ticket: TicketRow, row: InboundRow, case: Case) -> tuple[str, ...]:
        return await self.hands_on.take_answers(session, ticket, case.message, author_of(case), row.id)

    @staticmethod
    async def _let_follow(session: Session, number: int, channel: str, thread: Thread, now: datetime) -> None:
        """Let the colleagues who got a copy take part: they hear what the writer hears from the desk."""
        new = [one for one in thread.colleagues if not await tickets.participant(session, number, channel, one.address)]
        for one in new:
            await tickets.join(session, number, channel, one, verified=True)
        if new:
            text = f"They got a copy, and follow the ticket: {', '.join(map(str, new))}."
            tickets.entry(session, number, now, Entry.NOTE, text)

    async def keep(self, session: Session, row: InboundRow, message: Inbound, now: datetime) -> None:
        """Keep a message's attachments; what did not come with it is fetched."""
        here = [file for file in message.attachments if not file.source]
        for file in here:
            await self.blobs.put(session, file.content, now)
        await attachments.keep_of_message(session, row.id or 0, here)
        for file in message.attachments:
            if file.source:
                self.jobs.ring(session, "file", await awaited_files.add(session, row.id or 0, file, now), new=True)

    def _settle(self, ticket: TicketRow, decision: Decision, *, event: Event, one_by_one: bool = False) -> None:
        """Set what the ticket now holds, and the state that follows."""
        state, lacked = State(ticket.state), set(ticket.missing)
        ticket.findings = findings_to_json(decision.findings)
        ticket.missing = list(decision.missing)
        ticket.playbook = decision.playbook  # the one that it had goes on, unless it is for other releases
        ticket.language = ticket.language or decision.language
        asked = any(not question.helpful for question in decision.questions)
        # Who is asked one thing at a time, and answers, is not asked the same again.
        ticket.asked += asked and not (one_by_one and lacked - set(decision.missing))
        state = after(state, event)
        if state is State.RESOLVED and event is Event.SOLVED:
            ticket.closed_at = None
        elif asked and not decision.urgent:
            # An urgent ticket stays with the desk: what it lacks is asked for beside the work.
            state = after(state, Event.ASKED)
        ticket.state = state

    async def _page(
        self, session: Session, ticket: TicketRow, case: Case, decision: Decision, *, raised: bool
    ) -> PageWish:
        now = case.now
        alike = Alike(self.desk, self.mailing, self.paging)
        company = await alike.company(session, ticket, case, decision, raised=raised)
        left = 0
        if not case.writer.proven:
            caused = await pages.unverified_since(session, now - timedelta(hours=1))
            left = self.desk.unproven.pages_per_hour - caused
        verdict = await self.paging.follow(
            session,
            company.paged,
            decision.severity,
            now,
            raised=company.raised,
            proven=case.writer.proven,
            unproven_left=left,
            solved=decision.solved,
            phones=case.message.channel == SPOKEN and case.earlier is None,
            part=ticket,
        )
        return await alike.told(session, company, ticket, verdict, now)

    def _note(
        self,
        session: Session,
        ticket: TicketRow,
        row: InboundRow,
        case: Case,
        decision: Decision,
        page: PageWish,
    ) -> None:
        """Write the message and the decision onto the timeline, and what became of the message onto its row."""
        number = ticket.number or 0
        inbound.conclude(row, InboundState.TICKETED, case.message, ticket=number, person=case.writer.person)
        text = case.message.words or case.message.text
        tickets.entry(
            session,
            number,
            case.now,
            Entry.MESSAGE,
            text,
            author=author_of(case),
            public=True,
            verified=case.writer.proven,
            inbound_id=row.id,
            is_masked=True,
        )
        document = asdict(decision) | {"paging": page.why, "writer": case.writer.why}
        document.pop("findings")
        tickets.entry(session, number, case.now, Entry.DECISION, page.why, inbound_id=row.id, data=document)

    def _setting(
        self, case: Case, decision: Decision, page: PageWish, ticket: TicketRow, target: SlaTargetRow | None
    ) -> replies.Setting:
        reseller = case.writer.reseller if case.writer.proven else None
        zone, promised = reseller.zone if reseller else self.desk.zone, target.promised_at if target else None
        opens = ""
        if (page.rings or page.shared is Shared.WAITING) and page.due_at and page.due_at > case.now:
            opens = replies.moment(page.due_at, zone, decision.language)
        taken_by = page.taken_by if case.writer.proven else ""
        if not reseller or taken_by or (promised is not None and promised <= case.now):
            promised = None  # somebody has it already, or the time has passed before we knew of it
        return self.mailing.setting(
            reseller.region if reseller else "",
            language=decision.language,
            expired=entitlement.noted(ticket, decision, case, self.desk),
            paged=page.rings and not opens,
            paged_from=opens,
            paged_later=page.maintenance,
            paged_already=page.shared is Shared.RINGING,
            taken_by=taken_by,
            promised=replies.moment(promised, zone, decision.language) if promised else "",
            page_held=page.verdict is Verdict.HELD,
        )

    def _advice(self, decision: Decision, message: Inbound) -> replies.Advice | None:
        can = self.mailing.capabilities.get(message.channel)
        if can is not None and can.form is Form.TEXT:
            return None  # no text holds the steps: whoever has not read them must not be asked whether they helped
        if decision.category is Category.ENDUSER:
            return None  # a resolution is for technicians: what an end customer's trouble fits is for the desk to know
        playbook = self.playbooks.get(decision.playbook) if decision.playbook else None
        return replies.Advice(playbook.title, playbook.resolution) if playbook else None

    async def _answer(
        self,
        session: Session,
        ticket: TicketRow,
        row: InboundRow,
        case: Case,
        decision: Decision,
        text: str,
        few: str,
        advice: replies.Advice | None,
    ) -> bool:
        """Answer the sender, unless they must not be answered; the timeline says why not; `few` says it shortly.

        Whether the `advice` in it has solved it can be answered by a button.
        """
        number, setting = ticket.number or 0, replies.Setting(desk_name="", phone="", language=decision.language)
        case = await by_mail(session, case)
        message, now = case.message, case.now
        why_not = await why_no_answer(session, case, decision, self.desk.unproven.answers_per_hour)
        if why_not:
            tickets.entry(session, ticket.number or 0, now, Entry.DELIVERY, f"No automatic answer: {why_not}.")
            return False
        to = message.sender if case.writer.proven else Address(message.sender.address)
        if case.writer.proven and await self._may_answer_to(session, ticket, message, case):
            to = message.reply_to or to
        subject = "" if case.writer.proven else replies.unproven_subject(decision.language)
        letter = Letter(
            text,
            subject=subject,
            few=few,
            questions=decision.questions,
            offers=whether_solved(number, decision.language) if advice else (),
            steps=replies.steps(number, advice, setting) if advice else "",
        )
        return await self.mailing.to_reseller(session, f"answer:{row.id}", ticket, (message.channel, to), letter, now)

    @staticmethod
    async def _may_answer_to(session: Session, ticket: TicketRow, message: Inbound, case: Case) -> bool:
        """Return whether the answer may go to the address in Reply-To, a header that few signatures cover.

        So it counts only for an address of the writer's own reseller, or of somebody who takes part.
        """
        wanted = message.reply_to
        if wanted is None or not domain_of(wanted.address):
            return False
        if await tickets.participant(session, ticket.number or 0, message.channel, wanted.address):
            return True
        owner, _, _ = await directory.find_writer(session, message.channel, wanted.address, domain_of(wanted.address))
        return owner is not None and case.writer.reseller is not None and owner.id == case.writer.reseller.id

    async def _brief(
        self,
        session: Session,
        ticket: TicketRow,
        row: InboundRow,
        case: Case,
        decision: Decision,
        page: PageWish,
        target: SlaTargetRow | None,
        *,
        new: bool,
        answered: tuple[str, ...] = (),
    ) -> None:
        number = ticket.number or 0
        subject = briefing.subject(number, case, decision, new=new)
        text = briefing.briefing(
            number,
            case,
            decision,
            page.why,
            new=new,
            others=page.others,
            answered=answered,
            so_far=() if new else await tickets.decisions(session, number),
            # What is promised for a ticket that nobody has answered.
            promise=sla.in_words(self.desk, target, case.now) if target and ticket.first_response_at is None else "",
        )
        await self.mailing.to_desk(session, f"desk:{row.id}", subject, text, case.now, ticket=number)


def _heard(ticket: TicketRow, page: PageWish, now: datetime, *, told: bool) -> None:
    """Note that the reseller was told in our answer who has the incident of which their ticket is a part."""
    if told and page.shared is Shared.TAKEN:
        ticket.first_response_at = ticket.first_response_at or now


def author_of(case: Case) -> str:
    """Return who wrote a message: the person first, where the mailbox is one that several share."""
    sender, person = case.message.sender, case.writer.person
    return f"{person} <{sender.address}>" if person else str(sender)
