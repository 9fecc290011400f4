/**
 * What AWS's model asks of a request's members. It is judged before anything is looked up, and every violation is told
 * at once; members of the body carry the name of the input: `createRestApiInput.endpointConfiguration.types`.
 *
 * Evidence: answers that LocalStack recorded from AWS (test_apigateway_api). Gap: other members of enumerated values are
 * judged where they are used.
 */
import type { EndpointConfiguration, PatchOperation } from '@aws-sdk/client-api-gateway';
import type { Operation, Operations } from '../../kernel/operation.ts';
import type { ApiGateway } from './api-gateway.ts';
import { outside, validation } from './errors.ts';
import { INTEGRATION_TYPES, statusViolations } from './methods.ts';
import { ENDPOINT_TYPES, IP_ADDRESS_TYPES } from './rest-api-output.ts';

const PATCH_OPS = ['add', 'remove', 'move', 'test', 'replace', 'copy'];

interface Judged {
  readonly endpointConfiguration?: EndpointConfiguration;
  readonly patchOperations?: readonly PatchOperation[];
  readonly statusCode?: string;
  readonly type?: string;
}

/** The operations, each behind what is asked of its input. */
export const constrained = (operations: Operations<ApiGateway>): Operations<ApiGateway> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => {
      const judging: Operation<ApiGateway, never, object> = (gateway, input, call) => {
        const violations = violationsOf(name, input);
        if (violations.length > 0) throw validation(violations);
        return operation(gateway, input, call);
      };
      return [name, judging];
    }),
  );

function violationsOf(operation: string, input: Judged): readonly string[] {
  const body = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}Input`;
  return [
    ...patchViolations(body, input.patchOperations),
    ...(operation === 'CreateRestApi' ? endpointViolations(body, input.endpointConfiguration) : []),
    ...(operation === 'PutIntegration' ? oneOf(input.type, `${body}.type`, INTEGRATION_TYPES) : []),
    ...(/(?:Integration|Method)Response$/.test(operation) ? statusViolations(input.statusCode ?? '') : []),
  ];
}

const oneOf = (value: string | undefined, member: string, allowed: readonly string[]): readonly string[] =>
  value === undefined || allowed.includes(value) ? [] : [outside(value, member, allowed)];

const patchViolations = (body: string, operations: readonly PatchOperation[] = []): readonly string[] =>
  operations.flatMap(({ op }, at) => oneOf(op, `${body}.patchOperations.${at + 1}.member.op`, PATCH_OPS));

function endpointViolations(
  body: string,
  { types = [], ipAddressType }: EndpointConfiguration = {},
): readonly string[] {
  const member = `${body}.endpointConfiguration`;
  const allowed = `[Member must satisfy enum value set: [${ENDPOINT_TYPES.join(', ')}]]`;
  return [
    ...(types.every((type) => ENDPOINT_TYPES.includes(type))
      ? []
      : [
          `Value '[${types.join(', ')}]' at '${member}.types' failed to satisfy constraint: Member must satisfy constraint: ${allowed}`,
        ]),
    ...oneOf(ipAddressType, `${member}.ipAddressType`, IP_ADDRESS_TYPES),
  ];
}
