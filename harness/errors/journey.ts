import type { ErrorChapter } from './error-page.ts';

export const JOURNEY_ERRORS: ErrorChapter = {
  title: 'Developing photos',
  pages: [
    {
      code: 'ERR_PHOTO_MISSING',
      meaning: 'There is no file at the path of a photo.',
      causes: ['A slip in the path, or a pattern that the shell did not expand.'],
      remedies: ['Check the path.'],
    },
    {
      code: 'ERR_PHOTO_FOLDER',
      meaning: 'The path of a photo is a folder.',
      causes: ['The folder was named instead of what is in it.'],
      remedies: ['Name the photos: `safelight develop holiday/*.jpg`.'],
    },
    {
      code: 'ERR_PHOTO_EMPTY',
      meaning: 'The file has no bytes.',
      causes: ['A download or copy was cut off.'],
      remedies: ['Choose a file that holds an image.'],
    },
    {
      code: 'ERR_PHOTO_SIZE',
      meaning: 'The photo is larger than the pipeline takes.',
      causes: ['It is a raw or uncompressed image.'],
      remedies: ['The message names the limit; save the photo as JPEG.'],
    },
    {
      code: 'ERR_PHOTO_FORMAT',
      meaning: 'The file is none of the image formats that the pipeline takes, whatever its name says.',
      causes: [
        'It is HEIC, TIFF or a raw format.',
        'It is a page or a text that was saved under such a name.',
      ],
      remedies: ['Convert it to JPEG, PNG, GIF, WebP or AVIF.'],
    },
    {
      code: 'ERR_API',
      meaning: 'The image API refused a request.',
      causes: ['The user id has characters that a key prefix may not have.'],
      remedies: [
        'The message is the answer of the API.',
        '`safelight dash` shows what it asked of the cloud.',
      ],
    },
    {
      code: 'ERR_NO_API',
      meaning: 'The cloud runs no image API to send photos to.',
      causes: ['It was started with `--blueprint none` or with a blueprint whose API is another.'],
      remedies: ['Start it with `safelight up --blueprint pettracker`.'],
    },
    {
      code: 'ERR_UPLOAD',
      meaning: 'S3 refused the upload by the URL that the API had signed.',
      causes: [
        'The clock of the cloud was moved between signing and uploading, and the URL had expired.',
        'A fault rule struck the upload.',
      ],
      remedies: ['The message is the answer of S3; `safelight why REQUEST-ID` says which policy refused it.'],
    },
    {
      code: 'ERR_NOT_DEVELOPED',
      meaning: 'A photo was uploaded, and what was to become of it did not come in time.',
      causes: [
        'The function failed: its log says why.',
        'Time stands still, so nothing that waits falls due.',
        'A fault rule drops or delays events.',
      ],
      remedies: [
        'Look at the journey in `safelight dash`: where it ends is where it failed.',
        '`aws logs tail /aws/lambda/generate-thumbnail` shows the log of the function.',
        'Let time pass: `safelight clock resume`, or `safelight clock advance 5m`.',
      ],
    },
    {
      code: 'ERR_VIEW',
      meaning: 'A photo that was looked at again has other bytes than were uploaded.',
      causes: ['Something wrote to the same key between upload and view.', 'A defect of safelight.'],
      remedies: ['Try again with another `--user`; if it stays, keep the data folder and report it.'],
    },
  ],
};
