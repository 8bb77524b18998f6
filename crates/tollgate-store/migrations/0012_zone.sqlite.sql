-- In which zone somebody reads times, by its name in the IANA database; null for that of their browser.
alter table account add column zone text;
