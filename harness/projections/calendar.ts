/** The months of a projection: S3 bills byte-hours over the hours of the month at hand. */
const DAY = 86_400_000;

export interface Month {
  /** `2027-01` */
  readonly name: string;
  /** Number of its first day, counted from the projection's first. */
  readonly firstDay: number;
  readonly days: number;
}

/** @param start the first day of a month, `2027-01-01` */
export function monthsFrom(start: string, count: number): readonly Month[] {
  const [year = 0, month = 1] = start.split('-').map(Number);
  const origin = Date.UTC(year, month - 1);
  return Array.from({ length: count }, (_, index) => {
    const begin = Date.UTC(year, month - 1 + index);
    return {
      name: new Date(begin).toISOString().slice(0, 7),
      firstDay: (begin - origin) / DAY,
      days: (Date.UTC(year, month + index) - begin) / DAY,
    };
  });
}
