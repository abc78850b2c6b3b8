// Times as they are where the reader is, to the second; UTC stays on hover, where the server put it.

const PARTS = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };

// "2026-11-21 13:00:05", of the time zone given or the reader's own
export function localText(date, timeZone = undefined) {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en', { ...PARTS, timeZone }).formatToParts(date).map(({ type, value }) => [type, value]));
  return parts.year + '-' + parts.month + '-' + parts.day + ' ' + parts.hour + ':' + parts.minute + ':' + parts.second;
}

export function showLocally(root) {
  for (const element of root.querySelectorAll('time[datetime]')) {
    const date = new Date(element.dateTime);
    if (!Number.isNaN(date.getTime())) element.textContent = localText(date);
  }
}
