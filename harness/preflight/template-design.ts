/**
 * A CloudFormation template as a design: a stack of it on the throw-away cloud. Templates do not say how they are used; what
 * the options say, and what the stack's notification rules and bucket origins imply, is tried.
 */
import { basename } from 'node:path';
import type { Usage } from '#pipeline';
import type { Finding } from './finding.ts';
import { impliedUsage, type Asked } from './implied-usage.ts';
import { answerOf, isAnswer, MINUTE, type Deployed, type Design, type Stage } from './stage.ts';
import { templateLines, type TemplateLines } from './template-lines.ts';

export interface TemplateOptions extends Asked {
  readonly file: string;
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const STACK = 'preflight';
/** A certificate that CloudFront takes, for parameters that want one and have no default. */
const CERTIFICATE = 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000000';

interface StackResource {
  readonly logical: string;
  readonly physical: string;
  readonly type: string;
}

export function templateDesign(options: TemplateOptions): Design {
  const { file, text } = options;
  const name = basename(file);
  const lines = templateLines(text);
  return {
    name,
    async deploy(stage): Promise<Deployed> {
      const findings = await createStack(stage, options, lines);
      const resources = await resourcesOf(stage);
      const usage: Usage = await impliedUsage(stage, resources, options);
      return {
        usage,
        findings,
        place: (kind, physical, member) => `${file}:${placeOf(kind, physical, member)}`,
      };

      function placeOf(kind: string, physical: string, member: string | undefined): number {
        const types = member === 'policy' ? ['AWS::S3::BucketPolicy', ...typesOf(kind)] : typesOf(kind);
        const owner = types
          .map((type) =>
            resources.find(
              (resource) => resource.type === type && (physical === '' || resource.physical === physical),
            ),
          )
          .find((resource) => resource !== undefined);
        if (owner === undefined) return 1;
        const property = PROPERTIES[member ?? kind];
        const within = property === undefined ? [] : [property];
        return lines.lineOf('Resources', owner.logical, 'Properties', ...within);
      }
    },
  };
}

const TYPES: Readonly<Record<string, string>> = {
  alarm: 'AWS::CloudWatch::Alarm',
  bucket: 'AWS::S3::Bucket',
  distribution: 'AWS::CloudFront::Distribution',
  function: 'AWS::Lambda::Function',
  notifications: 'AWS::S3::Bucket',
};

const typesOf = (kind: string): readonly string[] => {
  const type = TYPES[kind];
  return type === undefined ? [] : [type];
};

const PROPERTIES: Readonly<Record<string, string>> = {
  lifecycle: 'LifecycleConfiguration',
  cors: 'CorsConfiguration',
  notifications: 'NotificationConfiguration',
};

/** @returns what CloudFormation, or a service behind it, refused */
async function createStack(
  stage: Stage,
  { file, text, parameters }: TemplateOptions,
  lines: TemplateLines,
): Promise<readonly Finding[]> {
  const cloudformation = await stage.clients.cloudformation();
  const refused = (resource: string, line: number, evidence: string): Finding => ({
    rule: 'refused',
    resource,
    place: `${file}:${line}`,
    problem: `AWS refuses ${resource}`,
    evidence,
    repair: 'Change what the answer names.',
  });
  try {
    const { Parameters: wanted = [] } = await cloudformation.validateTemplate({ TemplateBody: text });
    const values = wanted
      .filter(
        ({ DefaultValue, ParameterKey = '' }) => DefaultValue === undefined || ParameterKey in parameters,
      )
      .map(({ ParameterKey = '' }) => ({
        ParameterKey,
        ParameterValue:
          parameters[ParameterKey] ?? (/certificate/i.test(ParameterKey) ? CERTIFICATE : 'preflight'),
      }));
    await cloudformation.createStack({
      StackName: STACK,
      TemplateBody: text,
      Parameters: values,
      OnFailure: 'DO_NOTHING',
      Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
    });
  } catch (error) {
    if (!isAnswer(error)) throw error;
    const line = /line (\d+)/.exec(error.message)?.[1];
    return [refused('the template', Number(line ?? 1), answerOf(error))];
  }
  await stage.elapse(10 * MINUTE);
  const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: STACK });
  return StackEvents.filter(
    ({ ResourceStatus, ResourceStatusReason = '', ResourceType }) =>
      ResourceStatus === 'CREATE_FAILED' &&
      ResourceType !== 'AWS::CloudFormation::Stack' &&
      !/cancelled/i.test(ResourceStatusReason),
  ).map(({ LogicalResourceId: logical = '', ResourceStatusReason: reason = '' }) =>
    refused(logical, lines.lineOf('Resources', logical), `CREATE_FAILED: ${reason}`),
  );
}

async function resourcesOf(stage: Stage): Promise<readonly StackResource[]> {
  const cloudformation = await stage.clients.cloudformation();
  try {
    const { StackResourceSummaries = [] } = await cloudformation.listStackResources({ StackName: STACK });
    return StackResourceSummaries.map((summary) => ({
      logical: summary.LogicalResourceId ?? '',
      physical: summary.PhysicalResourceId ?? '',
      type: summary.ResourceType ?? '',
    }));
  } catch (error) {
    if (!isAnswer(error)) throw error;
    return [];
  }
}
