/** What CreateStateMachine and UpdateStateMachine check before a revision is kept. */
import type { LoggingConfiguration, TracingConfiguration } from '@aws-sdk/client-sfn';
import { constraint, invalidArn, invalidDefinition, invalidName } from './errors.ts';
import { quoteFaults } from './asl/validation/fault.ts';
import { validate } from './asl/validation/validate.ts';
import type { RevisionSettings } from './machine.ts';

const LARGEST_DEFINITION = 1_048_576;

/** @throws AwsError InvalidDefinition, ValidationException, NotImplemented */
export function checkDefinition(definition: string, express: boolean): string {
  if (definition.length > LARGEST_DEFINITION) {
    throw constraint('…', 'definition', `have length less than or equal to ${LARGEST_DEFINITION}`);
  }
  const faults = validate(definition, express);
  if (faults.length > 0) throw invalidDefinition(quoteFaults(faults));
  return definition;
}

/** @throws AwsError InvalidArn */
export function checkRole(role: string): string {
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+/.test(role)) throw invalidArn(role);
  return role;
}

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Names of machines and executions. @throws AwsError InvalidName */
export function checkName(name: string): string {
  if (!NAME.test(name)) throw invalidName(name);
  return name;
}

export const settingsOf = (request: {
  readonly loggingConfiguration?: LoggingConfiguration | undefined;
  readonly tracingConfiguration?: TracingConfiguration | undefined;
}): RevisionSettings => ({
  ...(request.loggingConfiguration !== undefined && { logging: request.loggingConfiguration }),
  ...(request.tracingConfiguration !== undefined && { tracing: request.tracingConfiguration }),
});

/** As descriptions show them. */
export const shownSettings = (text: string) => {
  const { logging, tracing } = JSON.parse(text) as RevisionSettings;
  return {
    loggingConfiguration: logging ?? { level: 'OFF' as const, includeExecutionData: false },
    tracingConfiguration: tracing ?? { enabled: false },
  };
};
