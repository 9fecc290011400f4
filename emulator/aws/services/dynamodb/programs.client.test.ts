/**
 * DynamoDB with the programs people have. The examples are the developer guide's: the table Music of "Getting started with
 * DynamoDB", the table ProductCatalog of "Update expressions".
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloud, type Cloud } from '../../cloud.ts';

let cloud: Cloud;

beforeAll(async () => {
  cloud = await createCloud();
});

afterAll(() => cloud.close(0));

/** Runs a program as its users do: told an address, a key and a region. */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    env: {
      PATH: '/usr/bin:/bin',
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
  });
  return stdout;
}

/** Arguments may come in groups, an option with its values. */
const aws = async (...args: readonly (string | readonly string[])[]): Promise<Record<string, never>> => {
  const options = ['--endpoint-url', cloud.endpoint, '--output', 'json'];
  const text = await run('/usr/bin/aws', ...options, 'dynamodb', ...args.flat());
  return (text === '' ? {} : JSON.parse(text)) as Record<string, never>;
};

/** What a Python program printed as JSON at its end. */
const python = async (program: string): Promise<unknown> => {
  const session = 'import boto3, json, os\nat = dict(endpoint_url=os.environ["AWS_ENDPOINT_URL"])\n';
  return JSON.parse(await run('/usr/bin/python3', '-c', session + program));
};

const song = (artist: string, title: string) => ({ Artist: { S: artist }, SongTitle: { S: title } });

test('the guide’s Music table with the AWS CLI', async () => {
  await aws(
    ['create-table', '--table-name', 'Music', '--table-class', 'STANDARD'],
    ['--attribute-definitions', 'AttributeName=Artist,AttributeType=S'],
    'AttributeName=SongTitle,AttributeType=S',
    ['--key-schema', 'AttributeName=Artist,KeyType=HASH', 'AttributeName=SongTitle,KeyType=RANGE'],
    ['--provisioned-throughput', 'ReadCapacityUnits=5,WriteCapacityUnits=5'],
  );
  await aws('wait', 'table-exists', '--table-name', 'Music');
  const put = (artist: string, title: string, album: string, awards: string) =>
    aws(
      ['put-item', '--table-name', 'Music', '--item'],
      JSON.stringify({ ...song(artist, title), AlbumTitle: { S: album }, Awards: { N: awards } }),
    );
  await put('No One You Know', 'Call Me Today', 'Somewhat Famous', '1');
  await put('No One You Know', 'Howdy', 'Somewhat Famous', '2');
  await put('Acme Band', 'Happy Day', 'Songs About Life', '10');
  await put('Acme Band', 'PartiQL Rocks', 'Another Album Title', '8');
  const key = ['--table-name', 'Music', '--key', JSON.stringify(song('Acme Band', 'Happy Day'))];
  const happy = await aws('get-item', '--consistent-read', key);
  expect(happy['Item']).toEqual({
    ...song('Acme Band', 'Happy Day'),
    AlbumTitle: { S: 'Songs About Life' },
    Awards: { N: '10' },
  });
  const updated = await aws(
    'update-item',
    key,
    ['--update-expression', 'SET AlbumTitle = :newval'],
    ['--expression-attribute-values', '{":newval":{"S":"Updated Album Title"}}'],
    ['--return-values', 'ALL_NEW'],
  );
  expect(updated).toMatchObject({ Attributes: { AlbumTitle: { S: 'Updated Album Title' } } });
  const found = await aws(
    ['query', '--table-name', 'Music', '--key-condition-expression', 'Artist = :name'],
    ['--expression-attribute-values', '{":name":{"S":"Acme Band"}}'],
  );
  expect(found).toMatchObject({ Count: 2, ScannedCount: 2, ConsumedCapacity: null });
  await aws(
    ['update-table', '--table-name', 'Music'],
    ['--attribute-definitions', 'AttributeName=AlbumTitle,AttributeType=S'],
    '--global-secondary-index-updates',
    JSON.stringify([
      {
        Create: {
          IndexName: 'AlbumTitle-index',
          KeySchema: [{ AttributeName: 'AlbumTitle', KeyType: 'HASH' }],
          ProvisionedThroughput: { ReadCapacityUnits: 10, WriteCapacityUnits: 5 },
          Projection: { ProjectionType: 'ALL' },
        },
      },
    ]),
  );
  const album = await aws(
    ['query', '--table-name', 'Music', '--index-name', 'AlbumTitle-index'],
    ['--key-condition-expression', 'AlbumTitle = :name'],
    ['--expression-attribute-values', '{":name":{"S":"Somewhat Famous"}}'],
  );
  expect(album).toMatchObject({ Count: 2 });
  await aws('delete-table', '--table-name', 'Music');
  await aws('wait', 'table-not-exists', '--table-name', 'Music');
});

test('the guide’s ProductCatalog, update by update, with boto3’s table resource', async () => {
  const item = await python(`
table = boto3.resource('dynamodb', **at).create_table(
    TableName='ProductCatalog', BillingMode='PAY_PER_REQUEST',
    KeySchema=[{'AttributeName': 'Id', 'KeyType': 'HASH'}],
    AttributeDefinitions=[{'AttributeName': 'Id', 'AttributeType': 'N'}])
table.wait_until_exists()
table.put_item(Item={'Id': 789, 'ProductCategory': 'Home Improvement', 'Price': 52, 'InStock': True, 'Brand': 'Acme'})
def update(expression, values=None, names=None):
    more = {}
    if values: more['ExpressionAttributeValues'] = values
    if names: more['ExpressionAttributeNames'] = names
    table.update_item(Key={'Id': 789}, UpdateExpression=expression, **more)
update('SET ProductCategory = :c, Price = :p', {':c': 'Hardware', ':p': 60})
update('SET RelatedItems = :ri, ProductReviews = :pr', {':ri': ['Hammer'], ':pr': {'FiveStar': ['Best product ever!']}})
update('SET RelatedItems[1] = :ri', {':ri': 'Nails'})
update('SET #pr.#5star[1] = :r5, #pr.#3star = :r3', {':r5': 'Very happy with my purchase', ':r3': ['Just OK - not that great']},
       {'#pr': 'ProductReviews', '#5star': 'FiveStar', '#3star': 'ThreeStar'})
update('SET Price = Price - :p', {':p': 15})
update('SET #ri = list_append(:vals, #ri)', {':vals': ['Screwdriver', 'Hacksaw']}, {'#ri': 'RelatedItems'})
update('SET Price = if_not_exists(Price, :p)', {':p': 100})
update('REMOVE Brand, InStock, QuantityOnHand')
update('REMOVE RelatedItems[1], RelatedItems[2]')
update('ADD QuantityOnHand :q', {':q': 5})
update('ADD Color :c', {':c': {'Orange', 'Purple'}})
update('ADD Color :c', {':c': {'Yellow', 'Green', 'Blue'}})
update('DELETE Color :p', {':p': {'Yellow', 'Purple'}})
print(json.dumps(table.get_item(Key={'Id': 789})['Item'], default=lambda x: sorted(x) if isinstance(x, set) else int(x)))`);
  expect(item).toEqual({
    Id: 789,
    ProductCategory: 'Hardware',
    Price: 45,
    RelatedItems: ['Screwdriver', 'Nails'],
    ProductReviews: {
      FiveStar: ['Best product ever!', 'Very happy with my purchase'],
      ThreeStar: ['Just OK - not that great'],
    },
    QuantityOnHand: 5,
    Color: ['Blue', 'Green', 'Orange'],
  });
});

test('boto3’s batch writer, paginators, conditions and cancellation reasons', async () => {
  const seen = await python(`
from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import ClientError
resource, client = boto3.resource('dynamodb', **at), boto3.client('dynamodb', **at)
table = resource.create_table(TableName='Images', BillingMode='PAY_PER_REQUEST',
    KeySchema=[{'AttributeName': 'user', 'KeyType': 'HASH'}, {'AttributeName': 'at', 'KeyType': 'RANGE'}],
    AttributeDefinitions=[{'AttributeName': 'user', 'AttributeType': 'S'}, {'AttributeName': 'at', 'AttributeType': 'N'}])
with table.batch_writer() as batch:
    for at in range(60): batch.put_item(Item={'user': 'ada', 'at': at, 'even': at % 2 == 0})
pages = list(client.get_paginator('scan').paginate(TableName='Images', PaginationConfig={'PageSize': 25}))
found = table.query(KeyConditionExpression=Key('user').eq('ada') & Key('at').between(10, 19), FilterExpression=Attr('even').eq(True))
def code(call):
    try: call(); return None
    except ClientError as error: return [error.response['Error']['Code'], [r['Code'] for r in error.response.get('CancellationReasons', [])]]
put = lambda at, **more: {'Put': {'TableName': 'Images', 'Item': {'user': {'S': 'ada'}, 'at': {'N': at}}, **more}}
print(json.dumps({
    'pages': [page['Count'] for page in pages],
    'found': [int(item['at']) for item in found['Items']], 'scanned': found['ScannedCount'],
    'refused': code(lambda: table.put_item(Item={'user': 'ada', 'at': 1}, ConditionExpression=Attr('at').not_exists())),
    'cancelled': code(lambda: client.transact_write_items(TransactItems=[
        put('100'), put('1', ConditionExpression='attribute_not_exists(#at)', ExpressionAttributeNames={'#at': 'at'})])),
    'kept': table.get_item(Key={'user': 'ada', 'at': 100}).get('Item')}))`);
  expect(seen).toEqual({
    pages: [25, 25, 10],
    found: [10, 12, 14, 16, 18],
    scanned: 10,
    refused: ['ConditionalCheckFailedException', []],
    cancelled: ['TransactionCanceledException', ['None', 'ConditionalCheckFailed']],
    kept: null,
  });
});
