/** What the actors of a crash test work with: clients of the cloud that lives now, dice, and bodies. */
import { createHash } from 'node:crypto';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { S3 } from '@aws-sdk/client-s3';
import { SQS } from '@aws-sdk/client-sqs';
import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
import { controlClient, type ControlClient } from '../control-client.ts';
import { LOCAL_CREDENTIALS } from '../targets/local-credentials.ts';
import type { Outcome } from './fact.ts';

export interface Life {
  readonly s3: S3;
  readonly sqs: SQS;
  readonly tables: DynamoDBDocument;
  readonly control: ControlClient;
  /** Signs by this time of the cloud's from now on. */
  readonly keepTime: (now: number) => void;
  destroy(): void;
}

/** Somebody with things in the cloud. */
export interface Actor {
  /** Makes what it needs, once. */
  prepare(life: Life): Promise<void>;
  /** Does one thing; false once nobody answers. */
  act(life: Life, dice: Dice): Promise<Outcome>;
  /** Looks at everything it has; sentences about what is not as it must be. */
  check(life: Life): Promise<Findings>;
}

export interface Findings {
  readonly checked: number;
  readonly wrong: readonly string[];
}

/** Nothing is tried twice: an attempt that was lost may have been carried out. */
export function beginLife(endpoint: string): Life {
  const connection = { endpoint, region: 'us-east-1', credentials: LOCAL_CREDENTIALS, maxAttempts: 1 };
  const s3 = new S3({ ...connection, forcePathStyle: true });
  const sqs = new SQS(connection);
  const dynamodb = new DynamoDB(connection);
  return {
    s3,
    sqs,
    tables: DynamoDBDocument.from(dynamodb),
    control: controlClient(endpoint),
    keepTime(now) {
      for (const { config } of [s3, sqs, dynamodb]) config.systemClockOffset = now - Date.now();
    },
    destroy() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
    },
  };
}

/** Chances that follow from a seed. */
export class Dice {
  readonly #seed: string;
  #thrown = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A whole number from 0 up to, not including, `sides`. */
  roll(sides: number): number {
    this.#thrown += 1;
    const digest = createHash('sha256').update(`${this.#seed}/${this.#thrown}`).digest();
    return digest.readUInt32LE() % sides;
  }

  pick<T>(...choices: readonly T[]): T {
    return choices[this.roll(choices.length)]!;
  }
}

/** Sizes on both sides of what fits a row, and of what is written in one go. */
const SIZES = [40, 900, 8_192, 8_193, 60_000, 300_000];

let bodies = 0;

/** A label that says what a body is made of: no two are alike. */
export function newBody(dice: Dice, sizes: readonly number[] = SIZES): string {
  bodies += 1;
  return `${bodies}x${dice.pick(...sizes)}`;
}

/** The bytes of a label. */
export function bytesOf(label: string): Buffer {
  const size = Number(label.split('x')[1]);
  return Buffer.alloc(size, `${label};`);
}

/** The label of bytes that came back; the bytes themselves, in short, where they are none that was sent. */
export function labelOf(bytes: Uint8Array, possible: Iterable<string>): string {
  const text = Buffer.from(bytes);
  for (const label of possible) if (bytesOf(label).equals(text)) return label;
  return `${bytes.length} bytes that nobody sent: ${text.subarray(0, 40).toString('latin1')}`;
}

/** All that have been read, whole. */
export const bodyOf = async (answer: {
  readonly Body?: { transformToByteArray(): Promise<Uint8Array> };
}): Promise<Uint8Array> => (await answer.Body?.transformToByteArray()) ?? new Uint8Array(0);
