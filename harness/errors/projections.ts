import type { ErrorChapter } from './error-page.ts';

export const PROJECTION_ERRORS: ErrorChapter = {
  title: 'Projecting cost and latency',
  pages: [
    {
      code: 'ERR_INPUT_NAME',
      meaning: '`--set` names no input of the projection.',
      causes: ['A slip in the name.', 'The value is missing: it is `NAME=VALUE`.'],
      remedies: ['`safelight project inputs` lists all inputs with their values and sources.'],
    },
    {
      code: 'ERR_INPUT',
      meaning: 'An input cannot have that value.',
      causes: ['The unit is missing: `2.5MB`, `30d`, `94%`.', 'It is outside what AWS allows.'],
      remedies: ['The second line says what the input takes.'],
    },
    {
      code: 'ERR_CONTRADICTION',
      meaning: 'Two inputs cannot both hold.',
      causes: [
        'A lifecycle step comes before the one it follows.',
        'Shares of viewers add up to more than all.',
      ],
      remedies: ['The message names both; set one of them to `never`, or to a later day.'],
    },
    {
      code: 'ERR_PRESET',
      meaning: 'There is no preset of that name.',
      causes: ['A slip in the name.'],
      remedies: ['Choose one of the names in the second line.'],
    },
    {
      code: 'ERR_PRICE',
      meaning: 'The price file lacks a price that the preset needs.',
      causes: ['The design documents are priced for us-east-1, and the file is of another region.'],
      remedies: ['Leave `--prices` out, or give a file with that row.'],
    },
    {
      code: 'ERR_PRICE_FILE',
      meaning: 'The file given with `--prices` cannot be used.',
      causes: ['It is no JSON.', 'It is neither of our form nor an offer file of the AWS price list.'],
      remedies: ['Compare it with `fixtures/prices.json`; the message says what is wrong.'],
    },
    {
      code: 'ERR_STORAGE_CLASS',
      meaning: 'The price file knows no such storage class.',
      causes: ['The file is older than the class.'],
      remedies: ['Choose one of the classes in the second line, or give a newer file.'],
    },
    {
      code: 'ERR_NO_BASELINE',
      meaning: 'The fleet of EBS volumes that the projection compares with cannot be priced.',
      causes: ['The region has no price for EBS in the file.'],
      remedies: ['Choose a region whose price is known, or give a price file that has it.'],
    },
    {
      code: 'ERR_USAGE_FILE',
      meaning: 'The file given with `--usage` cannot be used.',
      causes: ['It is no usage that is known.', 'A quantity is negative or no number.'],
      remedies: [
        'Give what `safelight usage --json` printed, the `report.json` of a load run, or an Infracost usage file.',
      ],
    },
    {
      code: 'ERR_OVER_BUDGET',
      meaning: 'A month costs more than `--max-monthly` allows: the projection ran, and the answer is no.',
      causes: ['The design outgrew its budget, or a setting made it dearer.'],
      remedies: [
        'The report says which inputs move the cost most.',
        'Raise `--max-monthly` if the cost is meant.',
      ],
    },
    {
      code: 'ERR_BUDGET_UNKNOWN',
      meaning: 'What has a price stays within `--max-monthly`, but something has none.',
      causes: ['The price file does not cover everything that was used.'],
      remedies: ['Give the missing prices with `--prices`; the second line names the first.'],
    },
    {
      code: 'ERR_LATENCY_FILE',
      meaning: 'The latency catalogue lacks a model that the projection needs.',
      causes: ['The catalogue was changed or replaced.'],
      remedies: ['Use the one that safelight brings.'],
    },
  ],
};
