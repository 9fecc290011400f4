/** Where moto 5.2.5, as its server starts by itself, behaves otherwise than AWS, as a run of all scenarios saw it. */
import { deviationsIn } from '../deviation.ts';

const SEEN = 'seen in a run of the scenarios on 5.2.5, 2026-11-29';
const NO_AUTHENTICATION = 'https://docs.getmoto.org/en/5.2.5/docs/iam.html';
const source = (file: string, line: number): string =>
  `https://github.com/getmoto/moto/blob/5.2.5/moto/${file}#L${line}`;

export const MOTO_DEVIATIONS = deviationsIn([
  {
    instead: 'signatures and their limits are not checked',
    link: NO_AUTHENTICATION,
    scenarios: [
      'a signed URL that was given another key is refused',
      'a signed URL that was given a longer life is refused',
      'a signed URL that was given another date is refused',
      'a signed URL that was given a parameter more is refused',
      'a signed URL that was given half a signature is refused',
      'a URL for more than seven days is refused',
      'a URL signed by a key that nobody has is refused by name',
      'a HEAD with a URL signed for GET is refused',
      'a DELETE with a URL signed for GET is refused, and the object stays',
      'a view URL whose key was changed is refused',
      'a view URL whose expiry was stretched is refused',
      'an upload with another content type than the signed one is refused',
      'a URL signed for reading cannot be used for writing',
    ],
  },
  {
    instead: 'who asks is not checked',
    link: NO_AUTHENTICATION,
    scenarios: ['a photo is shown to nobody without a signature'],
  },
  {
    instead: 'the policy of a form is not checked',
    link: NO_AUTHENTICATION,
    scenarios: [
      'a form that says another content type than its policy is refused',
      'a form with a field that no condition allows is refused',
      'a form whose file is larger than allowed is refused',
      'a form whose policy was changed after signing is refused',
      'a form upload that is larger than its policy allows is refused with EntityTooLarge',
      'a form upload to another key than its policy names is refused',
    ],
  },
  {
    instead: 'nothing is refused: signatures are not checked',
    link: NO_AUTHENTICATION,
    scenarios: ['a refusal by S3 is readable to the page: it carries the CORS headers too'],
  },
  {
    instead: 'what a form asks for is looked for in the query alone, and the answer is 204',
    link: source('s3/responses.py', 1688),
    scenarios: ['a form upload is answered 201 with its place when its policy asks for that'],
  },
  {
    instead: 'what a form asks for is looked for in the query alone, and the page is not sent on',
    link: source('s3/responses.py', 1690),
    scenarios: ['a page uploads with a form, and is sent on afterwards'],
  },
  {
    instead: 'an upload as it was signed is refused by the policy of the bucket',
    link: SEEN,
    scenarios: ['the upload URL takes only what it was signed for'],
  },
  {
    instead: 'the origin is answered, not a star',
    link: source('s3/responses.py', 604),
    scenarios: ['a rule for every origin answers with a star'],
  },
  {
    instead: 'the pattern is answered, not the header that was asked for',
    link: source('s3/responses.py', 602),
    scenarios: ['a pattern of headers allows those that match'],
  },
  {
    instead: 'the answer holds what all rules allow',
    link: source('s3/responses.py', 602),
    scenarios: ['the first rule that matches answers'],
  },
  {
    instead: 'the server answers every origin and method, whatever the bucket’s rules',
    link: source('moto_server/werkzeug_app.py', 408),
    scenarios: [
      'without CORS rules the browser refuses, and nothing is stored',
      'a preflight of an allowed page is answered with what it may do',
      'a page of another origin is refused before it uploads',
      'without CORS rules an upload from a page fails while the same upload from a program works',
      'a page of https://example.com may not upload where https://*.example.com is allowed',
      'a page of http://app.example.com may not upload where https://*.example.com is allowed',
      'a page of http://localhost:3001 may not upload where http://localhost:3000 is allowed',
      'a page of https://APP.example.com may not upload where https://app.example.com is allowed',
      'a method that no rule allows is refused',
      'a header that no rule allows is refused',
    ],
  },
  {
    instead: 'objects are encrypted only where that was asked for',
    link: SEEN,
    scenarios: [
      'every object is encrypted with SSE-S3 without asking',
      'every bucket says that it encrypts with SSE-S3',
    ],
  },
  {
    instead: 'a customer’s key is taken, and not asked for again',
    link: SEEN,
    scenarios: [
      'a new bucket takes no objects sealed with a customer’s own key',
      'what a customer’s own key sealed is not read without it',
    ],
  },
  {
    instead: 'slashes of keys are escaped in events',
    link: source('s3/notifications.py', 75),
    scenarios: [
      'a prefix and a suffix both have to match',
      'one event published to a topic reaches both of its queues',
    ],
  },
  {
    instead: 'the rule is taken',
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
    instead: 'a rule without a filter is refused as malformed',
    link: SEEN,
    scenarios: [
      'a new notification rule sends a test event first',
      'an event tells of size, ETag and bucket of what was written',
      'a copy is told of as ObjectCreated:Copy',
      'an upload in parts is told of as ObjectCreated:CompleteMultipartUpload',
      'a form upload is told of as ObjectCreated:Post',
      'a deletion is told of without size and ETag',
      'a deletion in a bucket with versions tells of its marker',
      'an event in a bucket with versions names the version',
      'sequencers tell which of two writes of a key came later',
      'a rule for puts hears nothing of copies',
      'rules are replaced as a whole: an empty list ends them',
    ],
  },
  {
    instead: 'the request is answered with a page that is no XML',
    link: SEEN,
    scenarios: [
      'an object whose key has a line feed is written, listed and read back',
      'a key with a line feed comes through upload, event and thumbnail unharmed',
    ],
  },
  {
    instead: 'the carriage return arrives as a line feed',
    link: SEEN,
    scenarios: ['a key with a carriage return comes through upload, event and thumbnail unharmed'],
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
    instead: 'the upload is refused with an error that has no code',
    link: SEEN,
    scenarios: ['the image platform takes no upload that is not encrypted with its key'],
  },
  {
    instead: 'it does not come up for another reason: its bucket for logs is refused',
    link: SEEN,
    scenarios: [
      'as written, S3 takes no old versions to infrequent access after seven days, so the image platform does not come up',
    ],
  },
  {
    instead: 'it does not say so',
    link: SEEN,
    scenarios: ['an object says when it will expire, and by which rule'],
  },
  {
    instead: 'the rule is stored',
    link: SEEN,
    scenarios: ['a move to infrequent access before 30 days is refused'],
  },
  {
    instead: 'it is answered with an internal error',
    link: SEEN,
    scenarios: ['a made-up continuation token is refused'],
  },
  {
    instead: 'comparing a file with what is stored fails',
    link: SEEN,
    scenarios: [
      'the report names each file, its key, its bytes and its digest',
      'a second run moves nothing',
      'a run that was cut off is taken up where it stopped',
      'what has changed on the disk is moved again',
      'what was spoilt in the bucket is found and mended',
      'one image that cannot be stored does not stop the others',
    ],
  },
  {
    instead: 'every line is answered',
    link: SEEN,
    scenarios: [
      'the filter -ERROR finds 2 of three lines',
      'the filter ?disk ?ready finds 2 of three lines',
      'the filter { $.bytes > 40 } finds 1 of three lines',
      'the filter { $.level = "info" } finds 0 of three lines',
    ],
  },
  {
    instead: 'it is stored',
    link: SEEN,
    scenarios: ['a retention that is not on the list is refused'],
  },
  {
    instead: 'an alarm begins as OK',
    link: source('cloudwatch/models.py', 179),
    scenarios: ['an alarm begins without data'],
  },
  {
    instead: 'the topic is told nothing',
    link: SEEN,
    scenarios: ['an alarm set off by hand tells its topic'],
  },
  {
    instead: 'the size of a part is checked first, and the answer is EntityTooSmall',
    link: SEEN,
    scenarios: ['parts out of order are refused'],
  },
  {
    instead: 'it is answered with an internal error',
    link: SEEN,
    scenarios: ['an upload that was given up can take no more parts'],
  },
  {
    instead: 'a unit other than bytes is taken for bytes, and answered with 206',
    link: SEEN,
    scenarios: ['a range that makes no sense is ignored'],
  },
  {
    instead: 'the condition is not looked at',
    link: SEEN,
    scenarios: ['a copy with CopySourceIfMatch "other" is refused'],
  },
  {
    instead: 'what was deleted is named all the same',
    link: SEEN,
    scenarios: ['a quiet deletion of many says only what went wrong'],
  },
  {
    instead: 'some of the attributes are missing',
    link: SEEN,
    scenarios: ['an object’s facts can be asked for without its bytes'],
  },
  {
    instead: 'the bucket is made',
    link: SEEN,
    scenarios: [
      'a bucket whose name has capital letters is refused',
      'a bucket whose name has an underscore is refused',
      'a bucket whose name has the form of an address is refused',
    ],
  },
  {
    instead: 'the object is stored',
    link: SEEN,
    scenarios: ['metadata larger than 2 KB is refused', 'a body that does not match its checksum is refused'],
  },
  {
    instead: 'the policy is stored: new buckets do not block public access',
    link: SEEN,
    scenarios: ['a new bucket refuses a policy that makes it public'],
  },
  {
    instead: 'it is stored',
    link: SEEN,
    scenarios: ['a policy that is no JSON is refused'],
  },
  {
    instead: 'it is refused with an error that has no code',
    link: SEEN,
    scenarios: ['a denial wins over the owner’s own rights', 'a denial can ask for a header'],
  },
  {
    instead: 'the message is sent',
    link: SEEN,
    scenarios: ['an empty message is refused', 'a character that XML cannot hold is refused'],
  },
  {
    instead: 'of updates at the same time one may be lost: an item is read and written without a lock',
    link: SEEN,
    sometimes: true,
    scenarios: ['a counter counts what is added at the same time'],
  },
  {
    instead: 'it is answered as a version that is not there',
    link: SEEN,
    scenarios: ['a delete marker cannot be read'],
  },
  {
    instead: 'versions from before are gone',
    link: SEEN,
    scenarios: ['while versioning is suspended new writes replace the version null'],
  },
]);
