import type { ErrorChapter } from './error-page.ts';

export const COMMAND_ERRORS: ErrorChapter = {
  title: 'Talking to a running cloud',
  pages: [
    {
      code: 'ERR_UNREACHABLE',
      meaning: 'Nothing answers at the address of the cloud.',
      causes: ['No cloud runs.', 'It runs on another port: `safelight up --port 0` picks one.'],
      remedies: [
        'Start one with `safelight up`.',
        'Give its address with `--endpoint`, or in `SAFELIGHT_ENDPOINT`.',
      ],
    },
    {
      code: 'ERR_NOT_SAFELIGHT',
      meaning: 'Something answers at the address, but it is no safelight.',
      causes: ['LocalStack or another emulator has the port.', 'A proxy answers in its place.'],
      remedies: ['Give the address of a running safelight with `--endpoint`.'],
    },
    {
      code: 'ERR_CONTROL',
      meaning: 'The cloud refused what a command asked of its control API.',
      causes: [
        'The command line and the cloud are of different versions.',
        'The time asked for lies before the one that the clock shows.',
      ],
      remedies: ['The message is the answer of the cloud.', 'Start the cloud again with the same version.'],
    },
    {
      code: 'ERR_INSTANT',
      meaning: '`safelight clock set` was given something that is no time.',
      causes: ['It is not written as ISO 8601.'],
      remedies: ['Write it like `2027-01-01T00:00:00Z`.'],
    },
    {
      code: 'ERR_SCALE',
      meaning: '`safelight clock scale` was given something that is no factor.',
      causes: ['It is no number above zero.'],
      remedies: [
        'Write how many seconds shall pass in one: `3600` is an hour in a second.',
        'To stop time, use `safelight clock freeze`.',
      ],
    },
    {
      code: 'ERR_DURATION',
      meaning: 'A duration cannot be read, or is none that can be carried out.',
      causes: ['The unit is missing: `91` instead of `91d`.', 'A load run was to take less than a second.'],
      remedies: ['Write numbers with units: `91d`, `1h30m`, `300s`, `250ms`.'],
    },
    {
      code: 'ERR_NO_REQUEST',
      meaning: 'The journal of the cloud knows no request with that id.',
      causes: [
        'The id is of another cloud, or of AWS.',
        'More than 20,000 entries were written since, and this one was forgotten.',
      ],
      remedies: ['Repeat the request, and take the id of its answer: the header `x-amz-request-id`.'],
    },
    {
      code: 'ERR_DESIGN',
      meaning: '`safelight preflight` cannot read the design.',
      causes: [
        'There is no such file.',
        'The file is larger than the 1 MB that CloudFormation takes.',
        'It is a folder.',
      ],
      remedies: ['Give a CloudFormation template, or the name of a blueprint like `pettracker/as-written`.'],
    },
    {
      code: 'ERR_FOLDER',
      meaning: '`safelight migrate` cannot read the folder.',
      causes: ['It does not exist, or may not be read.'],
      remedies: ['Check the path and its permissions; nothing was moved.'],
    },
    {
      code: 'ERR_RECORDING',
      meaning: 'The dashboard cannot replay the file.',
      causes: ['It does not exist.', 'It is no journal: one JSON entry in each line.'],
      remedies: ['Give what `curl $AWS_ENDPOINT_URL/_safelight/journal` answered, or lines of such entries.'],
    },
    {
      code: 'ERR_CANNOT_WRITE',
      meaning: 'A report or page cannot be written where it was asked for.',
      causes: ['The folder may not be written to.', 'A file stands where a folder is to be.'],
      remedies: ['Give another place with `--out`; the second line is what the system said.'],
    },
    {
      code: 'ERR_ERROR_CODE',
      meaning: '`safelight explain` was given a code that safelight does not have.',
      causes: ['A slip in the code.', 'The code is of Node or of AWS.'],
      remedies: ['`safelight explain` without a code lists all of them.'],
    },
  ],
};
