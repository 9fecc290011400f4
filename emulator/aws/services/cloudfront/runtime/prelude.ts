/**
 * What a function finds around itself, as the script that sets it up inside the sandbox: the documented globals and
 * modules, a clock that stands still, seeded randomness (aws.md section A.17). It runs in QuickJS, hence a text.
 *
 * What crosses the sandbox's border is JSON, because QuickJS takes strings in and out only up to a NUL; bytes are strings of
 * one character each.
 */
export const PRELUDE = String.raw`(function (host) {
  'use strict';
  const unavailable = function () { throw new TypeError('Code generation from strings is not available'); };
  for (const sample of [function () {}, function* () {}, async function () {}]) {
    Object.defineProperty(Object.getPrototypeOf(sample), 'constructor', { value: unavailable });
  }
  for (const name of ['eval', 'Function', 'Proxy', 'WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics',
    'performance', 'navigator', 'queueMicrotask', 'gc']) delete globalThis[name];

  const toBinary = (bytes) => { let text = ''; for (const byte of bytes) text += String.fromCharCode(byte); return text; };
  const fromBinary = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  const call = (name, ...args) => { const answer = host.call(name, JSON.stringify(args)); return answer === undefined ? undefined : JSON.parse(answer); };
  const encode = (text, encoding) => call('decode', String(text), encoding || 'utf8');
  const decode = (binary, encoding) => call('encode', binary, encoding || 'utf8');
  const show = (value) => {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return String(value);
    if (typeof value === 'object' && value !== null) return JSON.stringify(value);
    return String(value);
  };
  const log = (...values) => call('log', values.map(show).join(' '));

  class Buffer extends Uint8Array {
    static from(value, encoding) {
      if (typeof value === 'string') return Buffer.ofBinary(encode(value, encoding));
      if (value instanceof ArrayBuffer) return new Buffer(value);
      return Buffer.ofBinary(toBinary(value));
    }
    static ofBinary(text) {
      const bytes = new Buffer(text.length);
      for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
      return bytes;
    }
    static alloc(size, fill) { const bytes = new Buffer(size); return fill === undefined ? bytes : bytes.fill(fill); }
    static concat(list) { return Buffer.ofBinary(list.map(toBinary).join('')); }
    static isBuffer(value) { return value instanceof Buffer; }
    static byteLength(value, encoding) { return typeof value === 'string' ? encode(value, encoding).length : value.length; }
    toString(encoding) { return decode(toBinary(this), encoding); }
    toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
    equals(other) { return toBinary(this) === toBinary(other); }
  }
  class TextEncoder { encode(text) { return fromBinary(encode(text === undefined ? '' : text, 'utf8')); } }
  class TextDecoder { decode(bytes) { return bytes === undefined ? '' : decode(toBinary(bytes), 'utf8'); } }

  const digester = (modern) => (algorithm, key) => {
    let data = '';
    const self = {
      update(more, encoding) { data += typeof more === 'string' ? encode(more, encoding) : toBinary(more); return self; },
      digest(encoding) {
        const binary = call('digest', String(algorithm), key === undefined ? undefined : typeof key === 'string' ? encode(key, 'utf8') : toBinary(key), data);
        if (encoding !== undefined) return decode(binary, encoding);
        return modern ? Buffer.ofBinary(binary) : binary;
      },
    };
    return self;
  };
  const escape = (text) => encodeURIComponent(text);
  const unescape = (text) => { try { return decodeURIComponent(text.replaceAll('+', ' ')); } catch { return text; } };
  const querystring = {
    escape, unescape,
    parse(text, separator, equals) {
      const parsed = {};
      for (const part of String(text).split(separator || '&')) {
        if (part === '') continue;
        const at = part.indexOf(equals || '=');
        const name = unescape(at < 0 ? part : part.slice(0, at));
        const value = at < 0 ? '' : unescape(part.slice(at + 1));
        if (!Object.hasOwn(parsed, name)) parsed[name] = value;
        else if (Array.isArray(parsed[name])) parsed[name].push(value);
        else parsed[name] = [parsed[name], value];
      }
      return parsed;
    },
    stringify(values, separator, equals) {
      return Object.entries(values)
        .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => escape(name) + (equals || '=') + escape(one)))
        .join(separator || '&');
    },
  };
  querystring.decode = querystring.parse;
  querystring.encode = querystring.stringify;

  const kvs = (id) => {
    if (call('store', id) === undefined) throw new Error('KVSNamespaceNotFound');
    return pairsOf(id);
  };
  const pairsOf = (id) => ({
    async get(key, options) {
      const value = call('value', id, String(key));
      if (value === undefined) throw new Error('KeyNotFound');
      const format = options === undefined ? 'string' : options.format;
      if (format === 'json') return JSON.parse(value);
      return format === 'bytes' ? Buffer.from(value) : value;
    },
    async exists(key) { return call('value', id, String(key)) !== undefined; },
    async count() { return call('store', id).keyCount; },
    async meta() { return call('store', id); },
  });
  let eventType;
  const choosing = {};
  for (const name of ['updateRequestOrigin', 'selectRequestOriginById', 'createRequestOriginGroup']) {
    choosing[name] = (...args) => {
      if (eventType === 'viewer-response') throw new Error(name + ' is available in viewer-request functions only');
      call(name, JSON.stringify(args));
    };
  }
  const modules = (modern) => {
    const hashing = digester(modern);
    const crypto = { createHash: (algorithm) => hashing(algorithm), createHmac: (algorithm, key) => hashing(algorithm, key) };
    const found = { crypto, querystring };
    if (modern) Object.assign(found, { buffer: { Buffer }, cloudfront: Object.assign({ kvs }, choosing) });
    return found;
  };
  if (!host.modern) {
    String.bytesFrom = (value, encoding) => typeof value === 'string' ? encode(value, encoding) : toBinary(value);
    const methods = {
      fromUTF8() { return decode(String(this), 'utf8'); }, toUTF8() { return encode(String(this), 'utf8'); },
      fromBytes() { return String(this); }, toBytes() { return String(this); },
    };
    for (const name of Object.keys(methods)) Object.defineProperty(String.prototype, name, { value: methods[name] });
  }
  const available = modules(host.modern);
  const require = (name) => {
    if (!Object.hasOwn(available, name)) throw new Error('Cannot find module "' + name + '"');
    return available[name];
  };
  const RealDate = Date;
  const frozenDate = (now) => {
    function FrozenDate(...parts) {
      if (new.target === undefined) return new RealDate(now).toString();
      return Reflect.construct(RealDate, parts.length === 0 ? [now] : parts, new.target);
    }
    FrozenDate.prototype = RealDate.prototype;
    FrozenDate.now = () => now;
    FrozenDate.parse = RealDate.parse;
    FrozenDate.UTC = RealDate.UTC;
    return FrozenDate;
  };
  const seededMath = (seed) => {
    let state = seed >>> 0;
    const math = Object.create(Math);
    math.random = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
    return math;
  };
  const console = host.modern ? { log, info: log, warn: log, error: log } : { log };

  let outcome;
  const start = (factory, text) => {
    outcome = undefined;
    const given = JSON.parse(text);
    const event = given.event;
    const now = given.now;
    const seed = given.seed;
    const raw = event.rawQuery;
    delete event.rawQuery;
    eventType = event.context === undefined ? undefined : event.context.eventType;
    if (event.request !== undefined) Object.defineProperty(event.request, 'rawQueryString', { value: () => raw });
    const modern = host.modern;
    const handler = factory(console, require, frozenDate(now), seededMath(seed), modern ? Buffer : undefined,
      modern ? TextEncoder : undefined, modern ? TextDecoder : undefined,
      modern ? (text) => decode(encode(text, 'base64'), 'latin1') : undefined,
      modern ? (text) => decode(encode(text, 'latin1'), 'base64') : undefined);
    const done = (value) => { outcome = value === undefined ? '' : JSON.stringify(value); };
    const returned = handler(event);
    if (modern && returned instanceof Promise) returned.then(done, (error) => { outcome = { error: String(error) }; });
    else done(returned);
    return outcome;
  };
  const finish = () => {
    if (outcome !== undefined && typeof outcome === 'object') throw outcome.error;
    return outcome;
  };
  return { start, finish };
})`;

/** What a function's own script is wrapped in; it comes out as a factory of its handler. */
export const wrapped = (source: string): string =>
  `(function (console, require, Date, Math, Buffer, TextEncoder, TextDecoder, atob, btoa) { 'use strict';\n${source}\nif (typeof handler !== 'function') throw new ReferenceError('"handler" is not defined'); return handler; })`;
