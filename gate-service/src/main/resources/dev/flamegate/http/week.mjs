// Shows every time in the reader's zone, while UTC stays in the title; and wide tables by their newest column.
const YEAR = new Date().getFullYear();
const PARTS = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' };
const thisYear = new Intl.DateTimeFormat(undefined, PARTS);
const anyYear = new Intl.DateTimeFormat(undefined, { year: 'numeric', ...PARTS });

for (const time of document.querySelectorAll('time[datetime]')) {
  const at = new Date(time.dateTime);
  if (!Number.isNaN(at.getTime())) {
    time.textContent = (at.getFullYear() === YEAR ? thisYear : anyYear).format(at);
  }
}

for (const table of document.querySelectorAll('.scroll')) {
  table.scrollLeft = table.scrollWidth;
}
