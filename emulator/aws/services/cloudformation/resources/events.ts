/** Buses, rules and who may put events. */
import { isList, without, type Json, type JsonObject } from '../template/json.ts';
import { textOf, type Making, type ResourceType } from './resource-type.ts';
import { tagList } from './tags.ts';

const eventBus: ResourceType = {
  type: 'AWS::Events::EventBus',
  properties: ['Description', 'EventSourceName', 'Name', 'Tags'],
  required: ['Name'],
  named: 'Name',
  async create({ Tags, ...settings }, making) {
    const request = { ...settings, Tags: tagList(Tags) };
    const { EventBusArn } = await making.invoke('eventbridge', 'CreateEventBus', request);
    const name = textOf(settings['Name']);
    making.exists(name);
    return { Arn: EventBusArn as string, Name: name };
  },
  async delete(Name, _, making) {
    await making.invoke('eventbridge', 'DeleteEventBus', { Name });
  },
};

const rule: ResourceType = {
  type: 'AWS::Events::Rule',
  properties: [
    'Description',
    'EventBusName',
    'EventPattern',
    'Name',
    'RoleArn',
    'ScheduleExpression',
    'State',
    'Tags',
    'Targets',
  ],
  createOnly: ['EventBusName', 'Name', 'Tags'],
  named: 'Name',
  async create({ Name: given, Targets, Tags, ...settings }, making) {
    const Name = textOf(given ?? making.generatedName);
    const request = { Name, ...settings, Tags: tagList(Tags) };
    const { RuleArn } = await making.invoke('eventbridge', 'PutRule', request);
    making.exists(Name);
    const { EventBusName = '' } = settings;
    await aim(Name, EventBusName, {}, { Targets: Targets ?? [] }, making);
    return { Arn: RuleArn as string, EventBusName };
  },
  async update({ physicalId: Name, attributes, properties: before }, properties, making) {
    const { Targets } = properties;
    const request = { Name, ...without(properties, 'Name', 'Tags', 'Targets') };
    await making.invoke('eventbridge', 'PutRule', request);
    await aim(Name, attributes['EventBusName']!, before, { Targets: Targets ?? [] }, making);
    return attributes;
  },
  async delete(Name, { EventBusName: bus }, making) {
    const place = { ...(bus && { EventBusName: bus }) };
    const { Targets: all } = await making.invoke('eventbridge', 'ListTargetsByRule', {
      Rule: Name,
      ...place,
    });
    const Ids = ((all ?? []) as { Id: string }[]).map(({ Id }) => Id);
    if (Ids.length > 0) await making.invoke('eventbridge', 'RemoveTargets', { Rule: Name, Ids, ...place });
    await making.invoke('eventbridge', 'DeleteRule', { Name, ...place });
  },
};

const targetsOf = ({ Targets: targets }: JsonObject): readonly JsonObject[] =>
  isList(targets) ? (targets as readonly JsonObject[]) : [];

async function aim(
  Rule: string,
  bus: Json,
  before: JsonObject,
  after: JsonObject,
  making: Making,
): Promise<void> {
  const place = { Rule, ...(bus && { EventBusName: bus }) };
  const Targets = targetsOf(after);
  if (Targets.length > 0) await making.invoke('eventbridge', 'PutTargets', { ...place, Targets });
  const kept = Targets.map(({ Id }) => Id);
  const Ids = targetsOf(before)
    .map(({ Id }) => Id!)
    .filter((id) => !kept.includes(id));
  if (Ids.length > 0) await making.invoke('eventbridge', 'RemoveTargets', { ...place, Ids });
}

const busPolicy: ResourceType = {
  type: 'AWS::Events::EventBusPolicy',
  properties: ['Action', 'Condition', 'EventBusName', 'Principal', 'Statement', 'StatementId'],
  required: ['StatementId'],
  async create({ Statement: statement, EventBusName, StatementId, ...old }, making) {
    // A whole statement counts instead of its parts.
    const request =
      statement === undefined
        ? { EventBusName, StatementId, ...old }
        : {
            EventBusName,
            Policy: { Version: '2012-10-17', Statement: [{ Sid: StatementId!, ...(statement as object) }] },
          };
    await making.invoke('eventbridge', 'PutPermission', request);
    making.exists(textOf(StatementId));
    return { EventBusName: EventBusName ?? '' };
  },
  async delete(StatementId, { EventBusName: bus }, making) {
    const request = { StatementId, ...(bus && { EventBusName: bus }) };
    await making.invoke('eventbridge', 'RemovePermission', request);
  },
};

export const EVENTS_TYPES: readonly ResourceType[] = [eventBus, busPolicy, rule];
