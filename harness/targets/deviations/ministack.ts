/** Where MiniStack 1.5.33 behaves otherwise than AWS, as a run of all scenarios saw it. */
import { deviationsIn } from '../deviation.ts';

const SEEN = 'seen in a run of the scenarios on 1.5.33, 2026-11-29';

export const MINISTACK_DEVIATIONS = deviationsIn([
  {
    instead: 'the rules are stored',
    link: SEEN,
    scenarios: ['CORS rules with a method that S3 does not know are refused'],
  },
  {
    instead: 'every page is allowed everything, whatever the bucket’s rules',
    link: SEEN,
    scenarios: [
      'the page’s script does not see an ETag that is not exposed',
      'without CORS rules the browser refuses, and nothing is stored',
      'a page of another port is another origin, and is refused',
      'a header that the rules do not name fails the preflight',
      'a preflight of an allowed page is answered with what it may do',
      'an upload from an allowed page may read the ETag of its answer',
      'a page of another origin is refused before it uploads',
      'without CORS rules an upload from a page fails while the same upload from a program works',
      'a page of https://app.example.com may upload where https://*.example.com is allowed',
      'a page of https://example.com may not upload where https://*.example.com is allowed',
      'a page of http://app.example.com may not upload where https://*.example.com is allowed',
      'a page of http://localhost:3000 may upload where http://localhost:3000 is allowed',
      'a page of http://localhost:3001 may not upload where http://localhost:3000 is allowed',
      'a page of http://localhost:5173 may upload where http://localhost:* is allowed',
      'a page of https://APP.example.com may not upload where https://app.example.com is allowed',
      'a method that no rule allows is refused',
      'a header that no rule allows is refused',
      'a pattern of headers allows those that match',
      'the first rule that matches answers',
      'a page of an origin that nobody named may not upload',
    ],
  },
  {
    instead: 'who asks is not checked: everybody reads everything',
    link: SEEN,
    scenarios: [
      'nobody reads an object without a signature',
      'a public prefix is public, and nothing beside it',
      'a photo is shown to nobody without a signature',
    ],
  },
  {
    instead: 'policies are stored and not followed',
    link: SEEN,
    scenarios: ['a denial wins over the owner’s own rights', 'a denial can ask for a header'],
  },
  {
    instead: 'the policy is stored',
    link: SEEN,
    scenarios: ['a new bucket refuses a policy that makes it public', 'a policy that is no JSON is refused'],
  },
  {
    instead: 'the upload is stored: policies are not followed',
    link: SEEN,
    scenarios: ['the image platform takes no upload that is not encrypted with its key'],
  },
  {
    instead: 'it comes back as it was',
    link: SEEN,
    scenarios: [
      'a file name beyond ASCII comes back from metadata otherwise; percent-encoded it comes back as it was',
    ],
  },
  {
    instead: 'the rule is stored',
    link: SEEN,
    scenarios: [
      'as written, S3 takes no old versions to infrequent access after seven days, so the image platform does not come up',
      'a move to infrequent access before 30 days is refused',
    ],
  },
  {
    instead: 'it does not say so',
    link: SEEN,
    scenarios: ['an object says when it will expire, and by which rule'],
  },
  {
    instead: 'what is not there is a 404, whether or not the asker may list the bucket',
    link: SEEN,
    scenarios: [
      'a key that is not there is refused, not missing: the CDN may not list the bucket',
      'as written, the signed URL of an image leads to no object: keys do not begin with images/',
      'as written, thumbnails are looked for among the static files, under a prefix given twice',
    ],
  },
  {
    instead: 'the answer does not tell of the encryption',
    link: SEEN,
    scenarios: ['every object is encrypted with SSE-S3 without asking'],
  },
  {
    instead: 'the object is stored: new buckets do not block SSE-C',
    link: SEEN,
    scenarios: ['a new bucket takes no objects sealed with a customer’s own key'],
  },
  {
    instead: 'the event has a size',
    link: SEEN,
    scenarios: ['a deletion is told of without size and ETag'],
  },
  {
    instead: 'the rule is stored',
    link: SEEN,
    scenarios: ['a rule for a queue that lets nobody in is refused'],
  },
  {
    instead: 'rules that overlap are stored',
    link: SEEN,
    scenarios: [
      'two rules for the same keys and events are refused',
      'S3 refuses the notification configuration of the design as written: its rules overlap',
    ],
  },
  {
    instead: 'it is answered as truncated',
    link: SEEN,
    scenarios: ['a page of no keys is not truncated'],
  },
  {
    instead: 'it is answered with a page',
    link: SEEN,
    scenarios: ['a made-up continuation token is refused'],
  },
  {
    instead: 'the image is stored',
    link: SEEN,
    scenarios: ['one image that cannot be stored does not stop the others'],
  },
  {
    instead: 'no line is found',
    link: SEEN,
    scenarios: ['the filter ?disk ?ready finds 2 of three lines'],
  },
  {
    instead: 'every line is found',
    link: SEEN,
    scenarios: [
      'the filter { $.bytes > 40 } finds 1 of three lines',
      'the filter { $.level = "info" } finds 0 of three lines',
    ],
  },
  {
    instead: 'the upload is completed',
    link: SEEN,
    scenarios: ['a part below 5 MiB that is not the last is refused', 'parts out of order are refused'],
  },
  {
    instead: 'it is answered with 416',
    link: SEEN,
    scenarios: ['a range that makes no sense is ignored'],
  },
  {
    instead: 'the checksum is told without being asked for',
    link: SEEN,
    scenarios: [
      'a CRC32 that is sent along is kept and can be asked for',
      'a CRC32C that is sent along is kept and can be asked for',
      'a SHA1 that is sent along is kept and can be asked for',
      'a SHA256 that is sent along is kept and can be asked for',
      'a CRC64NVME that is sent along is kept and can be asked for',
    ],
  },
  {
    instead: 'more is answered than was asked for',
    link: SEEN,
    scenarios: ['an object’s facts can be asked for without its bytes'],
  },
  {
    instead: 'the object is stored',
    link: SEEN,
    scenarios: ['metadata larger than 2 KB is refused'],
  },
  {
    instead: 'the copy is made',
    link: SEEN,
    scenarios: ['a copy onto itself that changes nothing is refused'],
  },
  {
    instead: 'the carriage return arrives as a line feed',
    link: SEEN,
    scenarios: ['a key with a carriage return comes through upload, event and thumbnail unharmed'],
  },
  {
    instead: 'it is refused with 403 instead of 400',
    link: SEEN,
    scenarios: ['a URL for more than seven days is refused'],
  },
  {
    instead: 'the file is stored',
    link: SEEN,
    scenarios: ['a form whose policy was changed after signing is refused'],
  },
  {
    instead: 'it is stored as application/octet-stream',
    link: SEEN,
    scenarios: [
      'an upload signed without a content type and sent without one is stored as binary/octet-stream',
    ],
  },
  {
    instead: 'a delay beyond 15 minutes is taken',
    link: SEEN,
    scenarios: ['of a batch, the good messages are taken and the bad ones named'],
  },
]);
