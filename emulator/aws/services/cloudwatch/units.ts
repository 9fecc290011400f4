/** The units that metrics may have (API reference "MetricDatum", read 2026-11-20). Nothing is converted between them. */
const SIZES = ['Bits', 'Bytes'].flatMap((unit) =>
  ['', 'Kilo', 'Mega', 'Giga', 'Tera'].map((scale) => (scale === '' ? unit : scale + unit.toLowerCase())),
);

export const UNITS: ReadonlySet<string> = new Set([
  'Seconds',
  'Microseconds',
  'Milliseconds',
  ...SIZES,
  ...SIZES.map((size) => `${size}/Second`),
  'Percent',
  'Count',
  'Count/Second',
  'None',
]);
