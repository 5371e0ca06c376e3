"""What happens in time: jobs, intake, triaging, delivery, paging, housekeeping."""
