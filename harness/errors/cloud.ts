import type { ErrorChapter } from './error-page.ts';

export const CLOUD_ERRORS: ErrorChapter = {
  title: 'Starting and keeping a cloud',
  pages: [
    {
      code: 'ERR_NODE_VERSION',
      meaning: 'The Node that runs safelight is too old for it.',
      causes: ['Another Node stands earlier on `PATH` than the one that was installed for the project.'],
      remedies: [
        'Look at `node --version`.',
        'Run `npm install --save-dev node@24` and start safelight with `npx`, which then uses that one.',
      ],
    },
    {
      code: 'ERR_PORT_IN_USE',
      meaning: 'Another process listens on the port that the cloud was to have.',
      causes: ['A safelight runs already.', 'LocalStack or another emulator runs: 4566 is their port too.'],
      remedies: [
        '`safelight status` says whether it is a safelight, and which process.',
        'Choose another port with `--port 4567`, or let `--port 0` pick a free one and read it from the first line.',
      ],
    },
    {
      code: 'ERR_CANNOT_LISTEN',
      meaning: 'The address or port cannot be listened on, for another reason than that it is taken.',
      causes: [
        'The address given with `--host` is none of this machine.',
        'The port is below 1024 and the process may not open it.',
      ],
      remedies: ['Leave `--host` out: 127.0.0.1 always works.', 'Choose a port from 1024 on.'],
    },
    {
      code: 'ERR_REGION',
      meaning: 'A region is misspelt, or nothing is known about it.',
      causes: [
        '`--region` was given something that is not written like `eu-central-1`.',
        'A latency projection was asked for a place that nobody measured.',
      ],
      remedies: [
        'Write it as AWS does.',
        'For projections, the second line names the places that are known.',
      ],
    },
    {
      code: 'ERR_DATA_FOLDER',
      meaning: 'The folder given with `--data` cannot be used.',
      causes: ['It cannot be written to, or the disk is full.', 'It is no folder.'],
      remedies: ['Give a folder that can be written to, on a disk with room.'],
    },
    {
      code: 'ERR_CREDENTIALS_FILE',
      meaning: 'The list of access keys given with `--credentials` cannot be used.',
      causes: ['It is no JSON.', 'An entry lacks a member, or has one that is not known.'],
      remedies: ['The message names the entry; the second line shows a list that is right.'],
    },
    {
      code: 'ERR_SNAPSHOT',
      meaning: 'A snapshot cannot be taken or returned to.',
      causes: [
        'It was taken of another cloud, was disposed of, or the cloud was reset since.',
        'The cloud keeps as many as it can already.',
      ],
      remedies: ['Hold snapshots with `using`, so that they end with their scope.', 'Take a new one.'],
    },
    {
      code: 'ERR_BLUEPRINT',
      meaning: 'There is no blueprint of that name.',
      causes: ['A slip in the name given with `--blueprint` or to `safelight preflight`.'],
      remedies: ['Choose one of the names in the second line, or `none` for an empty cloud.'],
    },
  ],
};
