/**
 * A message on its way into a topic: what a publisher may say, and how it is worded for each protocol (aws.md section
 * C.4; recorded 2023-08-24 to 2024-09-04). A standard topic takes a MessageGroupId for the fair queues that subscribe to
 * it.
 */
import { createHash } from 'node:crypto';
import { invalidParameter } from './errors.ts';
import {
  readAttributes,
  sizeOf,
  type MessageAttributes,
  type PublishedAttributes,
} from './message-attributes.ts';
import type { Topic } from './topic.ts';

/** What Publish and an entry of PublishBatch have in common. */
export interface PublicationInput {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: MessageAttributes | undefined;
  readonly MessageDeduplicationId?: string | undefined;
  readonly MessageGroupId?: string | undefined;
}

export interface Publication {
  readonly subject: string | undefined;
  /** The text for protocols that have none of their own. */
  readonly message: string;
  /** Texts for single protocols, by name, when the publisher gave some. */
  readonly messages: Readonly<Record<string, string>>;
  readonly attributes: PublishedAttributes;
  readonly groupId: string | undefined;
  /** FIFO topics: given, or made from the content. */
  readonly deduplicationId: string | undefined;
  /** In bytes, attributes included. */
  readonly size: number;
}

const IDENTIFIER = /^[\x21-\x7E]{1,128}$/;
const SUBJECT = /^[\x20-\x7E]{1,100}$/;

/** @throws AwsError InvalidParameter, ParameterValueInvalid */
export function readPublication(topic: Topic, input: PublicationInput): Publication {
  const { Message: text = '', Subject: subject, MessageStructure: structure } = input;
  if (text === '') throw invalidParameter('Empty message');
  if (subject !== undefined && (!SUBJECT.test(subject) || subject.startsWith(' '))) {
    throw invalidParameter('Subject');
  }
  const attributes = readAttributes(input.MessageAttributes);
  const { groupId, deduplicationId } = readIdentifiers(topic, input, text);
  const messages = structure === 'json' ? readStructure(text) : { default: text };
  return {
    subject,
    message: messages.default,
    messages,
    attributes,
    groupId,
    deduplicationId,
    size: Buffer.byteLength(text) + sizeOf(attributes),
  };
}

/** @throws AwsError InvalidParameter when the message is larger than the topic takes */
export function checkSize(topic: Topic, publication: Publication): void {
  if (publication.size > topic.maximumMessageSize) throw invalidParameter('Message too long');
}

function readIdentifiers(topic: Topic, input: PublicationInput, text: string) {
  const { MessageGroupId: groupId, MessageDeduplicationId: given } = input;
  for (const [name, value] of Object.entries({ MessageGroupId: groupId, MessageDeduplicationId: given })) {
    if (value !== undefined && !IDENTIFIER.test(value)) throw invalidParameter(name);
  }
  if (!topic.fifo) {
    if (given !== undefined) {
      throw invalidParameter(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    }
    return { groupId, deduplicationId: undefined };
  }
  if (groupId === undefined)
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (given === undefined && !topic.contentBasedDeduplication) {
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { groupId, deduplicationId: given ?? createHash('sha256').update(text).digest('hex') };
}

function readStructure(text: string): Record<string, string> & { readonly default: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const texts = Object.entries(parsed ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const { default: text_, ...others } = Object.fromEntries(texts);
  if (text_ === undefined)
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { ...others, default: text_ };
}
