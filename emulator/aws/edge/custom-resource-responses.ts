/**
 * Where providers of custom resources put their answers. At AWS it is a presigned URL of an S3 bucket; here it is an
 * address of the cloud that holds a secret of its own, is good while the stack waits, and is no bucket's.
 */
import { AwsError } from '../kernel/aws-error.ts';
import type { Edge } from '../server/edge.ts';
import type { CloudFormation } from '../services/cloudformation/cloudformation.ts';
import { CustomResponses } from '../services/cloudformation/custom-responses.ts';
import { readWhole } from '../wire/body.ts';

/** What is longer is no answer: AWS takes 4,096 bytes. */
const LONGEST = 64 * 1024;

export const customResourceResponses = ({
  cloudformation,
}: {
  readonly cloudformation: CloudFormation;
}): Edge => ({
  name: 'cloudformation',
  matches: ({ path }) => CustomResponses.isPath(path),
  async answer(request) {
    if (request.method !== 'PUT') return { status: 405, headers: {} };
    try {
      const { bytes } = await readWhole(request, LONGEST);
      const taken = cloudformation.customResponses.take(request.path, Buffer.from(bytes).toString());
      return { status: taken ? 200 : 403, headers: {} };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { status: error.status, headers: {} };
    }
  },
});
