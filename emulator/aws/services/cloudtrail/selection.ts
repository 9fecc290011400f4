/**
 * Which events a trail records. Evidence: API reference "EventSelector" and "DataResource", read 2026-11-20: without
 * selectors all management events; data events only of S3 objects whose ARN begins with a value given.
 *
 * Gap: advanced event selectors, and data resources other than S3's, are refused by name.
 */
import type { EventSelector } from '@aws-sdk/client-cloudtrail';
import { notImplemented } from '../../kernel/aws-error.ts';
import { parseArn } from '../../kernel/scope.ts';
import { invalidSelectors } from './errors.ts';
import type { EventRecord } from './event-record.ts';
import type { Trail } from './trails.ts';

const GLOBAL_SOURCES: ReadonlySet<string> = new Set([
  'cloudfront.amazonaws.com',
  'iam.amazonaws.com',
  'sts.amazonaws.com',
]);
const EVERYTHING: readonly EventSelector[] = [
  {
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  },
];
const MOST_SELECTORS = 5;

export const selectorsOf = ({ selectors = EVERYTHING }: Trail): readonly EventSelector[] => selectors;

/** @throws AwsError InvalidEventSelectorsException; NotImplemented */
export function readSelectors(given: readonly EventSelector[]): readonly EventSelector[] {
  if (given.length === 0 || given.length > MOST_SELECTORS) {
    throw invalidSelectors(`A trail takes between 1 and ${MOST_SELECTORS} event selectors.`);
  }
  return given.map((selector) => {
    const { ReadWriteType = 'All', IncludeManagementEvents = true, DataResources = [] } = selector;
    if (!['All', 'ReadOnly', 'WriteOnly'].includes(ReadWriteType)) {
      throw invalidSelectors(`The value ${ReadWriteType} for ReadWriteType is not valid.`);
    }
    for (const { Type: type = '', Values: values = [] } of DataResources) {
      if (type !== 'AWS::S3::Object') throw notImplemented('cloudtrail', `data events of ${type}`);
      const wrong = values.find((value) => value !== 'arn:aws:s3' && parseArn(value)?.service !== 's3');
      if (wrong !== undefined) throw invalidSelectors(`Value ${wrong} for DataResources.Values is invalid.`);
    }
    const { ExcludeManagementEventSources = [] } = selector;
    return { ReadWriteType, IncludeManagementEvents, DataResources, ExcludeManagementEventSources };
  });
}

export function records(trail: Trail, event: EventRecord): boolean {
  const { settings, scope } = trail;
  if (!trail.logging || event.recipientAccountId !== scope.accountId) return false;
  if (GLOBAL_SOURCES.has(event.eventSource) ? !settings.globalEvents : !inRegion(trail, event)) return false;
  return selectorsOf(trail).some((selector) => selects(selector, event));
}

/** Whether any trail could record this call of S3's, before a record is made of it. */
export const wantsData = (trails: readonly Trail[]): boolean =>
  trails.some(
    (trail) => trail.logging && selectorsOf(trail).some(({ DataResources = [] }) => DataResources.length > 0),
  );

const inRegion = ({ settings, scope }: Trail, { awsRegion }: EventRecord): boolean =>
  settings.multiRegion || awsRegion === scope.region;

function selects(selector: EventSelector, event: EventRecord): boolean {
  const { ReadWriteType: kind, ExcludeManagementEventSources: excluded = [] } = selector;
  if (kind !== 'All' && (kind === 'ReadOnly') !== event.readOnly) return false;
  if (event.managementEvent) {
    return selector.IncludeManagementEvents === true && !excluded.includes(event.eventSource);
  }
  const named = (event.resources ?? []).map(({ ARN }) => ARN);
  const values = (selector.DataResources ?? []).flatMap(({ Values = [] }) => Values);
  return values.some((value) => named.some((resource) => matches(value, resource)));
}

/** `arn:aws:s3` is every bucket, `arn:aws:s3:::bucket/` a whole bucket, `…/prefix` what begins so. */
const matches = (value: string, resource: string): boolean =>
  value === 'arn:aws:s3' || resource.startsWith(value) || `${resource}/` === value;
