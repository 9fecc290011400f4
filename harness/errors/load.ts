import type { ErrorChapter } from './error-page.ts';

export const LOAD_ERRORS: ErrorChapter = {
  title: 'Sending load',
  pages: [
    {
      code: 'ERR_JOURNEY',
      meaning: 'There is no journey of that name.',
      causes: ['A slip in the name.'],
      remedies: ['Choose one of the names in the second line.'],
    },
    {
      code: 'ERR_RATE',
      meaning: 'k6 cannot send at the rate that was asked for.',
      causes: ['It is below one a minute, or above what k6 counts.'],
      remedies: ['Give iterations per second with `--rate`; a fraction is fine.'],
    },
    {
      code: 'ERR_SIZE',
      meaning: 'The image is larger than the size it is to be padded to.',
      causes: ['`--size` is smaller than the file.'],
      remedies: ['Ask for more with `--size`, or name a smaller image with `--image`.'],
    },
    {
      code: 'ERR_K6',
      meaning: 'There is no k6 to send the load.',
      causes: [
        'k6 is no npm package, and is not installed.',
        'The one on `PATH` is of another major version.',
        'It could not be fetched: no network, or `SAFELIGHT_OFFLINE=1`.',
      ],
      remedies: [
        'Install k6 2, or name one with `K6_BIN`; the message says of every place why it was passed over.',
      ],
    },
    {
      code: 'ERR_K6_RUN',
      meaning: 'k6 was started, and could not run or pack the journey.',
      causes: [
        'It was ended by the system, for want of memory.',
        'The image or an option of the journey is wrong.',
      ],
      remedies: ['What k6 wrote follows the message.', 'Try `--profile smoke` first.'],
    },
    {
      code: 'ERR_K6_SUMMARY',
      meaning: 'What k6 wrote at its end is not understood.',
      causes: ['The k6 is older or newer than the versions that are known.'],
      remedies: ['Use k6 2.2, or report it with the output of `k6 version`.'],
    },
    {
      code: 'ERR_INTERRUPTED',
      meaning: 'The run was ended before it had sent anything.',
      causes: ['Ctrl-C during the preparation.'],
      remedies: ['Start it again.'],
    },
    {
      code: 'ERR_CLOUD_START',
      meaning: 'The cloud that safelight wanted to start for the load run did not start.',
      causes: ['The machine is short of memory.', 'A file it needs is damaged.'],
      remedies: [
        'The second line is what it said.',
        'Start one yourself with `safelight up`, and give `--target`.',
      ],
    },
    {
      code: 'ERR_NO_CDN',
      meaning: 'The journey looks at a CDN, and the blueprint has no distribution.',
      causes: ['The cloud under `--target` runs another blueprint.'],
      remedies: ['Start the target with `safelight up --blueprint pettracker`.'],
    },
    {
      code: 'ERR_AGAINST',
      meaning: 'The run cannot be compared with the earlier one.',
      causes: [
        'The file given with `--against` is no `report.json` of a load run.',
        'It is of another journey.',
      ],
      remedies: ['Keep `report.json` of a run with `--out FOLDER`, and compare runs of one journey.'],
    },
    {
      code: 'ERR_EMIT',
      meaning: 'The load cannot be packed for other machines.',
      causes: [
        'The cloud or the image API would end with this command.',
        'There is no k6 on this machine that could pack it.',
      ],
      remedies: ['Name a cloud that stays with `--target`.', 'Install k6 2.'],
    },
    {
      code: 'ERR_MANIFEST',
      meaning: 'The description of the run for Kubernetes is not what its schema wants.',
      causes: ['A defect of safelight.'],
      remedies: ['Report it with the command that you gave.'],
    },
    {
      code: 'ERR_NOT_LOOPBACK',
      meaning: 'The target of the load is not on this machine.',
      causes: ['Load against somebody else is an attack; so it has to be asked for.'],
      remedies: ['Add `--remote` when the machine there is yours and may be loaded.'],
    },
    {
      code: 'ERR_AWS_NOT_ALLOWED',
      meaning: 'The AWS account of these credentials was not named as one that may be loaded.',
      causes: ['`SAFELIGHT_AWS_ACCOUNTS` is empty, or lists other accounts.'],
      remedies: ['Set `SAFELIGHT_AWS_ACCOUNTS` to the account ids that may, separated by commas.'],
    },
    {
      code: 'ERR_AWS_BUDGET',
      meaning: 'The projected cost of the run is above what may be spent.',
      causes: ['The rate or duration is high.', '`SAFELIGHT_AWS_BUDGET` is not set, which means one dollar.'],
      remedies: ['Lower `--rate` or `--duration`.', 'Raise `SAFELIGHT_AWS_BUDGET` (dollars for one run).'],
    },
    {
      code: 'ERR_AWS_CONSENT',
      meaning: 'The run on AWS would cost money, and nobody agreed to that.',
      causes: ['`--yes` is missing.'],
      remedies: ['Read the projected cost in the message, then add `--yes`.'],
    },
  ],
};
