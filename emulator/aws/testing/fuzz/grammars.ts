/** Readers of the languages that services speak: expressions, patterns, filters, schedules, headers, documents. */
import { AwsError } from '../../kernel/aws-error.ts';
import { bindCondition } from '../../services/dynamodb/expressions/bind-condition.ts';
import { Binding } from '../../services/dynamodb/expressions/binding.ts';
import { parseCondition } from '../../services/dynamodb/expressions/condition-parser.ts';
import { satisfies } from '../../services/dynamodb/expressions/evaluate.ts';
import { parseProjection } from '../../services/dynamodb/expressions/projection-parser.ts';
import { Refusal } from '../../services/dynamodb/expressions/refusal.ts';
import { parseUpdate } from '../../services/dynamodb/expressions/update-parser.ts';
import { applyUpdate, bindUpdate } from '../../services/dynamodb/expressions/update.ts';
import { parseTemplate } from '../../services/cloudformation/template/template.ts';
import { parseAlarmRule } from '../../services/cloudwatch/alarm-rule.ts';
import { parseExpression } from '../../services/cloudwatch/math/parse.ts';
import { matches } from '../../services/eventbridge/pattern.ts';
import { readPattern } from '../../services/eventbridge/pattern-parser.ts';
import { nextAfter, readSchedule } from '../../services/eventbridge/schedule.ts';
import { compileFilter } from '../../services/logs/filter-pattern.ts';
import { parseQuery as parseInsights } from '../../services/logs/insights/query.ts';
import { copySource } from '../../services/s3/copy-source.ts';
import { parseRange } from '../../services/s3/ranges.ts';
import { headerTags } from '../../services/s3/tagging.ts';
import { accepts, factsOfAttributes } from '../../services/sns/filter-policy.ts';
import { FilterPolicyFault, parseFilterPolicy } from '../../services/sns/filter-policy-parser.ts';
import { parseBucketPolicy } from '../../auth/policy/bucket-policy.ts';
import { parseRequestDate } from '../../auth/request-date.ts';
import { CborSyntaxError, readCbor } from '../../wire/cbor-decode.ts';
import { percentDecode, parseQuery } from '../../wire/query-string.ts';
import { readXml, XmlSyntaxError } from '../../wire/xml-reader.ts';
import type { Reader } from './parsers.ts';

const ITEM = {
  p: { S: 'a' },
  n: { N: '1' },
  l: { L: [{ S: 'x' }] },
  m: { M: { k: { N: '2' } } },
  s: { SS: ['a'] },
};
const binding = (): Binding =>
  new Binding(
    { '#m': 'm', '#k': 'k' },
    { ':a': { S: 'a' }, ':n': { N: '1' }, ':l': { L: [{ S: 'y' }] }, ':s': { SS: ['b'] } },
  );
const EVENT = { source: 'a', detail: { name: 'x.jpg', size: 7, ip: '10.0.0.1', tags: ['a', null] } };
const LINE = '{"status":500,"a":{"b":[1,"x"]}} ERROR 127.0.0.1 - "GET /x" 200 5';
/** Noon of 2026-03-26. */
const NOON = 1774526400000;

export const GRAMMARS: readonly Reader[] = [
  {
    name: 'conditions on items',
    refusals: [Refusal],
    seeds: [
      'attribute_not_exists(p) OR size(#m.#k) BETWEEN :n AND :n',
      'contains(s, :a) AND NOT (begins_with(p, :a) OR n IN (:n, :a)) AND l[0] <> :a',
      'attribute_type(p, :a) AND p = :a',
    ],
    read: (text) => void satisfies(ITEM, bindCondition(parseCondition(text), binding())),
  },
  {
    name: 'updates of items',
    refusals: [Refusal, AwsError],
    seeds: [
      'SET #m.#k = list_append(if_not_exists(l, :l), :l), n = n + :n REMOVE l[0] ADD n :n DELETE s :s',
      'SET a = :a, b.c = :n REMOVE p',
    ],
    read: (text) => void applyUpdate(ITEM, bindUpdate(parseUpdate(text), binding())),
  },
  {
    name: 'projections',
    refusals: [Refusal],
    seeds: ['p, #m.#k, l[0][1].x'],
    read: (text) => void parseProjection(text),
  },
  {
    name: 'event patterns',
    refusals: [AwsError],
    seeds: [
      '{"source":[{"prefix":"a"},{"anything-but":{"suffix":"b"}}],"detail":{"size":[{"numeric":[">",1,"<=",9]}],"ip":[{"cidr":"10.0.0.0/8"}],"name":[{"wildcard":"*.jp*g"},{"equals-ignore-case":"X"}],"tags":[{"exists":true},null]},"$or":[{"a":["b"]},{"c":[1]}]}',
    ],
    read: (text) => void matches(readPattern(text), EVENT),
  },
  {
    name: 'schedules',
    refusals: [AwsError],
    seeds: [
      'cron(0/15 10-12,20 ? JAN-MAR MON#2 2026-2030)',
      'cron(5 4 L * ? *)',
      'cron(0 0 15W * ? *)',
      'rate(5 minutes)',
    ],
    read: (text) => void nextAfter(readSchedule(text), NOON),
  },
  {
    name: 'filter policies',
    refusals: [FilterPolicyFault],
    seeds: [
      '{"a":[{"prefix":"x"},{"anything-but":[1,2]},{"numeric":[">",1,"<",5]}],"b":[{"exists":false}],"$or":[{"c":["x"]},{"d":[{"suffix":"y"}]}]}',
    ],
    read: (text) =>
      void accepts(
        parseFilterPolicy(text),
        factsOfAttributes({
          a: { DataType: 'String.Array', StringValue: '["x",1,null]' },
          b: { DataType: 'Number', StringValue: '7' },
        }),
      ),
  },
  {
    name: 'filters of logs',
    refusals: [AwsError],
    seeds: [
      'ERROR -timeout ?WARN "a b"',
      '%5\\d+%',
      '{ ($.status >= 500 && $.a.b[1] = "x*") || $.c IS NULL }',
      '[ip, -, user, request = *GET*, status = 2*, size > 1]',
    ],
    read: (text) => void compileFilter(text)(LINE),
  },
  {
    name: 'queries of logs',
    refusals: [AwsError],
    seeds: [
      'fields @timestamp, status | filter status >= 500 and @message like /E(R+)/ | stats count(*), avg(status) by bin(5m) | sort @timestamp desc | limit 5',
      "parse @message '* - *' as a, b | filter a in ['x', 'y'] | display a",
    ],
    read: (text) => void parseInsights(text),
  },
  {
    name: 'metric math',
    refusals: [AwsError],
    seeds: ['IF(a > 1, SUM([a, b]) / 2, FILL(a, 0)) + RATE(METRICS("m")) * -1e3'],
    read: (text) => void parseExpression(text),
  },
  {
    name: 'rules of alarms',
    refusals: [AwsError],
    seeds: [
      'ALARM("x") AND NOT (OK(y) OR INSUFFICIENT_DATA(arn:aws:cloudwatch:us-east-1:000000000000:alarm:z) OR FALSE)',
    ],
    read: (text) => void parseAlarmRule(text),
  },
  {
    name: 'templates of stacks',
    slow: true,
    refusals: [AwsError],
    seeds: [
      'Parameters: {P: {Type: String, Default: x}}\nConditions: {C: !Equals [!Ref P, x]}\nResources:\n  B:\n    Type: AWS::S3::Bucket\n    Condition: C\n    DependsOn: Q\n    Properties: {BucketName: !Sub "${P}-${AWS::Region}"}\n  Q: {Type: AWS::SQS::Queue}\nOutputs: {O: {Value: !GetAtt Q.Arn, Export: {Name: e}}}\n',
      '{"Resources":{"T":{"Type":"AWS::SNS::Topic","Properties":{"TopicName":{"Fn::Join":["-",["a",{"Ref":"AWS::StackName"}]]},"Tags":[{"Key":"k","Value":{"Fn::Select":[0,{"Fn::Split":[",","a,b"]}]}}]}}}}',
    ],
    read: (text) => void parseTemplate(text),
  },
  {
    name: 'policies of buckets',
    refusals: [AwsError],
    seeds: [
      '{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":["s3:Get*"],"Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b"],"Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}]}',
    ],
    read: (text) => void parseBucketPolicy(text, 'b'),
  },
  {
    name: 'XML',
    refusals: [XmlSyntaxError],
    seeds: [
      '<?xml version="1.0" encoding="UTF-8"?><Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet><Tag a="b"><Key>k&amp;&#x41;</Key><Value><![CDATA[v]]></Value><!-- c --></Tag></TagSet></Tagging>',
    ],
    read: (text) => void readXml(Buffer.from(text)),
  },
  {
    name: 'CBOR',
    refusals: [CborSyntaxError],
    seeds: [
      Buffer.from('bf61618201026162c1fb41d95c9d2100000061635f42010243030405ff6164f6ff', 'hex').toString(
        'latin1',
      ),
      Buffer.from('a3616161786162831b0020000000000000f97e00f561637f61786179ff', 'hex').toString('latin1'),
    ],
    read: (text) => void readCbor(Buffer.from(text, 'latin1')),
  },
  {
    name: 'query strings',
    refusals: [],
    seeds: ['list-type=2&prefix=a%2Fb&delimiter&x=%C3%A4+y&=z'],
    read(text) {
      for (const [, value] of parseQuery(text)) percentDecode(value);
    },
  },
  {
    name: 'headers of objects',
    refusals: [AwsError],
    seeds: [
      '/photos/a%20b/c?versionId=x',
      'bytes=0-1',
      'bytes=-5',
      'a=b&c=d%20e',
      'Thu, 26 Mar 2026 10:00:00 GMT',
      '20260326T100000Z',
    ],
    read(text) {
      parseRequestDate(text);
      for (const read of [() => parseRange(text, 10), () => copySource(text), () => headerTags(text)]) {
        try {
          read();
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
        }
      }
    },
  },
];
