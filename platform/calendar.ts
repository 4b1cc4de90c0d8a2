/** Whether a text is a date of the calendar, as YYYY-MM-DD. */
export function isDate(value: string): boolean {
  // Every month has these days: files have millions of dates.
  if (/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/.test(value)) return true;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(value);
  // JavaScript parses February 30 as March 2: the day of the month differs.
  return !Number.isNaN(time) && new Date(time).getUTCDate() === Number(value.slice(8));
}
