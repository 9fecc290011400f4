/**
 * The state of EventBridge: buses, rules, and the deliveries to their targets. Other services put events onto the
 * default bus through the port `bus`; who carries events to queues, topics, functions and the rest is wired from outside.
 */
import type { Cause } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { BusEvent, BusPort } from '../../kernel/ports.ts';
import { accountPrincipal, type Principal, type Scope } from '../../kernel/scope.ts';
import type { Bus } from './bus.ts';
import { DEFAULT_BUS } from './bus.ts';
import { Buses } from './buses.ts';
import { Deliveries, type ParcelOutcome } from './deliveries.ts';
import { envelope, type Arrival } from './event.ts';
import { readPattern } from './pattern-parser.ts';
import { matches } from './pattern.ts';
import { Rules, type Rule } from './rules.ts';
import { nextAfter, readSchedule } from './schedule.ts';
import { MIGRATIONS } from './schema.ts';
import { inputFor } from './target-input.ts';

interface Firing {
  readonly rule: number;
  readonly at: number;
}

const SCHEDULE = 'eventbridge.schedule';

export class EventBridge implements BusPort {
  readonly kernel: Kernel;
  readonly buses: Buses;
  readonly rules: Rules;
  readonly deliveries: Deliveries;

  constructor(kernel: Kernel) {
    const { store, outbox, ports } = kernel;
    store.define('eventbridge', MIGRATIONS);
    this.kernel = kernel;
    this.buses = new Buses(store);
    this.rules = new Rules(store);
    this.deliveries = new Deliveries(kernel);
    this.deliveries.carry('events', ({ targetArn, arrival, principal, cause }) =>
      this.#forward(targetArn, arrival, principal, cause),
    );
    outbox.handle<Firing>(SCHEDULE, ({ payload, cause }) => this.#fire(payload, cause));
    ports.provide('bus', this);
  }

  /** Puts an AWS service's event onto the default bus. */
  put(scope: Scope, event: BusEvent, cause: Cause): void {
    const { clock, ids, store } = this.kernel;
    const ingested = clock.now();
    store.transact(() => {
      const bus = this.buses.find(scope, DEFAULT_BUS, ingested)!;
      this.arrive(bus, { event: envelope(ids.uuid(), scope, event), ingested }, cause);
    });
  }

  /** Takes an event onto a bus: one delivery to each target of each rule that wants it. */
  arrive(bus: Bus, arrival: Arrival, cause: Cause): void {
    const { journal, store } = this.kernel;
    const { event } = arrival;
    const seq = journal.reserve();
    const rules = this.rules.matching(bus).filter(({ pattern }) => matches(readPattern(pattern!), event));
    for (const rule of rules) this.#deliver(bus, rule, arrival, seq);
    const { id, source, 'detail-type': detailType } = event;
    const facts = { bus: bus.arn, id, source, detailType, rules: rules.map(({ name }) => name) };
    store.afterCommit(() => journal.append({ type: 'eventbridge.event', cause, ...facts }, seq));
  }

  /** Sets when a rule's schedule is due next, or stops it; part of the surrounding transaction. */
  schedule(rule: Rule, cause: Cause): void {
    const { clock, outbox } = this.kernel;
    const at =
      rule.enabled && rule.schedule !== undefined
        ? nextAfter(readSchedule(rule.schedule), clock.now())
        : undefined;
    this.rules.fireAt(rule, at);
    const firing: Firing = { rule: rule.id, at: at ?? 0 };
    if (at !== undefined) outbox.add(SCHEDULE, firing, { at, cause });
  }

  /** A firing that the rule no longer waits for comes from an older schedule, or is a duplicate. */
  #fire({ rule: id, at }: Firing, cause: Cause): void {
    const { clock, ids, journal, store } = this.kernel;
    const rule = this.rules.byId(id);
    const bus = rule && this.buses.byId(rule.busId);
    if (rule?.firesAt !== at || bus === undefined) return;
    store.transact(() => {
      const resources = [bus.ruleArn(rule.name)];
      const detailType = 'Scheduled Event';
      const event = envelope(ids.uuid(), bus.scope, {
        source: 'aws.events',
        detailType,
        resources,
        detail: {},
        at,
      });
      const seq = journal.reserve();
      this.#deliver(bus, rule, { event, ingested: clock.now() }, seq);
      this.schedule(rule, cause);
      const facts = { bus: bus.arn, id: event.id, source: event.source, detailType, rules: [rule.name] };
      store.afterCommit(() => journal.append({ type: 'eventbridge.event', cause, ...facts }, seq));
    });
  }

  #deliver(bus: Bus, rule: Rule, arrival: Arrival, cause: Cause): void {
    const ruleArn = bus.ruleArn(rule.name);
    const at = this.kernel.clock.now();
    const dimensions = { RuleName: rule.name };
    const datum = { namespace: 'AWS/Events', dimensions, value: 1, unit: 'Count', at };
    const names = ['MatchedEvents', 'TriggeredRules'];
    const data = names.map((name) => ({ ...datum, name }));
    this.kernel.ports.find('metrics')?.put(bus.scope, data);
    for (const target of this.rules.targets(rule)) {
      const body = inputFor(target, arrival, { name: rule.name, arn: ruleArn });
      this.deliveries.add({ scope: bus.scope, ruleArn, ruleName: rule.name, target, body, arrival }, cause);
    }
  }

  /** An event goes from one bus to another, and no further. */
  #forward(busArn: string, arrival: Arrival, principal: Principal, cause: Cause): ParcelOutcome {
    const { access, clock, store } = this.kernel;
    const bus = this.buses.byArn(busArn, clock.now());
    if (bus === undefined) {
      return { code: 'NO_RESOURCE', message: `Event bus ${busArn} does not exist.`, retry: false };
    }
    if (arrival.forwarded === true) {
      return {
        code: 'INVALID_PARAMETER',
        message: 'The event has already come from another bus.',
        retry: false,
      };
    }
    const request = { action: 'events:PutEvents', resource: bus.arn, owner: bus.owner, policy: bus.policy };
    const sender = asAccount(principal, bus);
    const decision = access.decide(sender, request, { now: clock.now(), region: bus.scope.region });
    if (!decision.allowed) return { code: 'NO_PERMISSIONS', message: decision.reason, retry: false };
    store.transact(() => this.arrive(bus, { ...arrival, ingested: clock.now(), forwarded: true }, cause));
    return 'delivered';
  }
}

/** Between buses of one account the rule acts for the account itself. */
function asAccount(principal: Principal, bus: Bus): Principal {
  if (principal.kind !== 'service' || principal.sourceAccount === undefined) return principal;
  const { sourceAccount: accountId } = principal;
  if (accountId !== bus.owner) return principal;
  return accountPrincipal(accountId);
}
