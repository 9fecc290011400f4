import type { ErrorChapter } from './error-page.ts';

export const DATA_ERRORS: ErrorChapter = {
  title: 'Data folders and snapshots',
  pages: [
    {
      code: 'ERR_DATA_FOLDER_IN_USE',
      meaning: 'Another safelight keeps its data in the folder given with `--data`.',
      causes: ['A cloud that was started earlier still runs; the message names its process.'],
      remedies: ['End that process.', 'Give each cloud a folder of its own.'],
    },
    {
      code: 'ERR_DATA_FOLDER_DAMAGED',
      meaning: 'The records in the folder given with `--data` are not whole. Nothing in it was changed.',
      causes: ['The disk lost or changed a part of `records.sqlite`.', 'Another program wrote into it.'],
      remedies: [
        'Put a copy of the folder in its place, or begin in a new one and load a snapshot.',
        'What can still be read comes out with `sqlite3 records.sqlite .recover`.',
      ],
    },
    {
      code: 'ERR_DATA_FOLDER_VERSION',
      meaning:
        'The folder given with `--data` was written by another version of safelight, or another program.',
      causes: ['A newer safelight has used it.', 'It was written by a version before its form was settled.'],
      remedies: ['Start the version that wrote it.', 'Begin in a new folder.'],
    },
    {
      code: 'ERR_SNAPSHOT_NAME',
      meaning: 'A snapshot cannot have that name.',
      causes: [
        'The name has other characters than letters, digits, dots, dashes and underscores, or too many.',
      ],
      remedies: ['Choose up to 64 of them, the first a letter or digit.'],
    },
    {
      code: 'ERR_SNAPSHOT_EXISTS',
      meaning: 'There is a snapshot of that name already.',
      causes: ['It was saved before.'],
      remedies: ['Choose another name.', 'Let the old one give way with `--replace`.'],
    },
    {
      code: 'ERR_SNAPSHOT_UNKNOWN',
      meaning: 'There is no snapshot of that name.',
      causes: ['A slip in the name.', 'It was saved by a cloud that keeps its snapshots in another folder.'],
      remedies: ['Look at `safelight snapshot list`.', 'Start the cloud with `--snapshots FOLDER`.'],
    },
    {
      code: 'ERR_SNAPSHOT_DAMAGED',
      meaning: 'A snapshot is not what was saved, so it is not loaded. The cloud is as it was.',
      causes: ['A file of it was changed, cut off or removed.'],
      remedies: ['Save it anew, or put a copy of its folder in its place.'],
    },
    {
      code: 'ERR_SNAPSHOT_VERSION',
      meaning:
        'A snapshot was saved by a version of safelight that keeps other records. The cloud is as it was.',
      causes: ['Safelight was changed since the snapshot was saved.'],
      remedies: ['Load it with the version that saved it; the message names it.'],
    },
    {
      code: 'ERR_SNAPSHOT_REGION',
      meaning: 'A snapshot is of another account or region than the cloud. The cloud is as it was.',
      causes: ['The cloud was started with another `--region` than the one that was saved.'],
      remedies: ['Start a cloud with the region that the message names, and load it there.'],
    },
    {
      code: 'ERR_SNAPSHOT_FOLDER',
      meaning: 'Snapshots cannot be written where they are to be kept.',
      causes: [
        'The disk is full, or the folder cannot be written to.',
        'The cloud was given no folder for them.',
      ],
      remedies: ['Choose another folder with `--snapshots`, or `createCloud({ snapshots })`.'],
    },
  ],
};
