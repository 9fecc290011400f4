/**
 * Keeps scenarios from changing what is deployed. They may look at everything, and put objects under keys that nobody
 * has; all else is refused before it is sent.
 */
import { NotVerifiable } from '../not-verifiable.ts';
import type { PreparableClient } from '../targets/clients.ts';

const LOOKS = /^(?:Get|Head|List|Describe|Lookup|BatchGet|Query|Scan|Filter|Select|Simulate)/;
const BEGINS_OBJECT = /^(?:PutObject|CopyObject|CreateMultipartUpload)Command$/;
const GOES_ON_WITH_OBJECT = /^(?:UploadPart|CompleteMultipartUpload|AbortMultipartUpload)Command$/;

export interface GuardOptions {
  /** Whether a key is free, or was written by this scenario. */
  readonly isFree: (bucket: string, key: string) => Promise<boolean>;
  /** Is told of what was refused. */
  readonly onRefused: (reason: string) => void;
}

export function guard(client: PreparableClient, { isFree, onRefused }: GuardOptions): void {
  const refuse = (reason: string): never => {
    onRefused(reason);
    throw new NotVerifiable(reason);
  };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        if (BEGINS_OBJECT.test(commandName)) {
          const { Bucket = '', Key = '' } = call.input as { Bucket?: string; Key?: string };
          if (!(await isFree(Bucket, Key)))
            refuse(`an object ${Key} is deployed already, and is not replaced`);
        } else if (!LOOKS.test(commandName) && !GOES_ON_WITH_OBJECT.test(commandName)) {
          const operation = commandName.replace(/Command$/, '');
          refuse(`it calls ${operation}, and what is deployed is neither added to nor changed`);
        }
        return next(call);
      },
    { step: 'initialize', name: 'guardWhatIsDeployed' },
  );
}
