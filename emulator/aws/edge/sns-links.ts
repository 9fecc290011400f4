/**
 * The links in SNS's messages: to confirm a subscription, to end it, and to fetch the certificate that signatures are
 * checked with. Whoever follows them signs nothing.
 */
import { AwsError } from '../kernel/aws-error.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { ANONYMOUS, parseArn } from '../kernel/scope.ts';
import type { Edge } from '../server/edge.ts';
import { sns as definition } from '../services/sns/service.ts';
import type { Sns } from '../services/sns/sns.ts';
import { awsQuery } from '../wire/aws-query.ts';
import type { WireRequest, WireResponse } from '../wire/message.ts';

const CERTIFICATE = /^\/(SimpleNotificationService-[0-9a-f]{32}\.pem)$/;
const LINK = /(?:^|&)Action=(ConfirmSubscription|Unsubscribe)(?:&|$)/;

export const snsLinks = ({ sns }: { readonly sns: Sns }, kernel: Kernel): Edge => ({
  name: 'sns',
  matches: (request) => request.method === 'GET' && (CERTIFICATE.test(request.path) || isLink(request)),
  answer: (request) =>
    isLink(request) ? follow(request, kernel) : Promise.resolve(certificate(request, sns)),
});

const isLink = ({ path, query, headers }: WireRequest): boolean =>
  path === '/' && LINK.test(query) && headers['authorization'] === undefined;

function certificate({ path }: WireRequest, sns: Sns): WireResponse {
  const body = sns.signing.certificate(CERTIFICATE.exec(path)?.[1] ?? '');
  if (body === undefined) return { status: 404, headers: {} };
  return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body };
}

/** Carries out what the link says, as a call of nobody in the region of the ARN it names. */
async function follow(request: WireRequest, kernel: Kernel): Promise<WireResponse> {
  const service = await definition.model();
  const operation = service.operations.get(LINK.exec(request.query)?.[1] ?? '')!;
  const requestId = kernel.ids.uuid();
  try {
    const input = await awsQuery.decode(operation, request);
    const { TopicArn, SubscriptionArn } = input as { TopicArn?: string; SubscriptionArn?: string };
    const { region = kernel.home.region } = parseArn(TopicArn ?? SubscriptionArn ?? '') ?? {};
    const output = await kernel.ports.find('calls')!.invoke({
      service: definition.name,
      operation: operation.name,
      input,
      scope: { ...kernel.home, region },
      principal: ANONYMOUS,
      cause: 0,
    });
    return awsQuery.encode(operation, output, { requestId });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return awsQuery.encodeError(error, { requestId, service, operation });
  }
}
