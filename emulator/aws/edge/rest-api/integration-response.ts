/**
 * What a non-proxy integration's answer becomes: the response whose pattern matches, its headers and its template.
 *
 * Evidence: the developer guide's "Set up integration responses in API Gateway" (2026). An integration response can be
 * set up without the method response it stands for (recorded by LocalStack from AWS, test_apigateway_api); answers fail.
 */
import type { Integration, IntegrationResponse } from '@aws-sdk/client-api-gateway';
import { BoundedPattern } from '../../kernel/bounded-pattern.ts';
import { renderTemplate } from '../../services/api-gateway/template/render.ts';
import { headerOf, type ApiAnswer, type Execution } from './execution.ts';
import { fromBody, mapped } from './mapping.ts';
import { isBinary, mediaType } from './media-types.ts';
import { misconfigured } from './refusals.ts';
import { templateData } from './template-data.ts';

export interface IntegrationAnswer {
  /** What patterns are held against: a status, or what a function says went wrong; nothing when nothing did. */
  readonly outcome: string | undefined;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The body as it came, for those who accept what the API calls binary. */
  readonly bytes?: Uint8Array;
}

/** @throws Refusal 500 when no response is set up for this */
export function mappedAnswer(answer: IntegrationAnswer, execution: Execution): ApiAnswer {
  const response = matching(execution.method.methodIntegration, answer.outcome);
  if (response === undefined) throw misconfigured();
  const { responseTemplates = {}, responseParameters = {}, statusCode = '' } = response;
  if (execution.method.methodResponses?.[statusCode] === undefined) throw misconfigured();
  const wanted = mediaType(headerOf(execution.request, 'accept'));
  const type = Object.hasOwn(responseTemplates, wanted)
    ? wanted
    : (Object.keys(responseTemplates)[0] ?? 'application/json');
  const template = responseTemplates[type];
  const headers: Record<string, string> = { 'content-type': type };
  for (const [target, source] of Object.entries(responseParameters)) {
    const name = /^method\.response\.header\.(.+)$/.exec(target)?.[1];
    const value = valueOf(source, answer, execution);
    if (name !== undefined && value !== undefined) headers[name.toLowerCase()] = value;
  }
  const body = bodyOf(answer, template, execution);
  const { header, status } = execution.overrides.response;
  for (const [name, value] of Object.entries(header)) headers[name.toLowerCase()] = value;
  return { status: Number(status ?? statusCode), headers, body };
}

/** What the template makes of the body; without one the body, as bytes for those who accept what is binary. */
function bodyOf(
  { body, bytes }: IntegrationAnswer,
  template: string | undefined,
  execution: Execution,
): string | Uint8Array {
  if (template) return renderTemplate(template, templateData(execution, { body }));
  const { request, snapshot } = execution;
  return isBinary(headerOf(request, 'accept'), snapshot.settings.binaryMediaTypes) ? (bytes ?? body) : body;
}

/** The response whose pattern the outcome matches, or the one without a pattern. */
function matching(
  integration: Integration | undefined,
  outcome: string | undefined,
): IntegrationResponse | undefined {
  const responses = Object.values(integration?.integrationResponses ?? {});
  const matches = ({ selectionPattern }: IntegrationResponse): boolean =>
    Boolean(selectionPattern) && outcome !== undefined && selects(`^(?:${selectionPattern})$`, outcome);
  return responses.find(matches) ?? responses.find(({ selectionPattern }) => !selectionPattern);
}

/** A pattern that is too much to try selects nothing. */
function selects(pattern: string, outcome: string): boolean {
  try {
    return new BoundedPattern(pattern).test(outcome);
  } catch {
    return false;
  }
}

function valueOf(source: string, answer: IntegrationAnswer, execution: Execution): string | undefined {
  const [, place, name = ''] = /^integration\.response\.(\w+)\.?(.*)$/s.exec(source) ?? [];
  switch (place) {
    case undefined:
      return mapped(source, execution);
    case 'header':
    case 'multivalueheader': {
      const value = answer.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(',') : value;
    }
    case 'body':
      return name === '' ? answer.body : fromBody(answer.body, name);
    default:
      return undefined;
  }
}
