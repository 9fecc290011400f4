/**
 * Prices from a file: a whole catalogue of our own form, or one offer file of the AWS price list
 * (`https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonS3/current/eu-central-1/index.json`), whose rows
 * replace those of the same dimension and region.
 *
 * Traps of the feed (price catalogue, `meta.feeds.traps`): the AmazonS3 offer lists egress at $0, so data transfer is
 * read from AWSDataTransfer alone; usage types carry a region prefix; a row without a price in US dollars is left out.
 */
import { readFile } from 'node:fs/promises';
import { SafelightError } from '#aws';
import { readPrices, type Price, type PriceCatalogue, type PriceTier } from '#fixtures';
import { unitSize, USAGE_TYPES, withoutPrefix } from './usage-types.ts';

/** @throws SafelightError ERR_PRICE_FILE */
export async function readPriceFile(path: string): Promise<PriceCatalogue> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw refuse(path, `cannot be read as JSON (${(cause as Error).message})`);
  }
  return catalogueOf(content, path);
}

/** @throws SafelightError ERR_PRICE_FILE */
export function catalogueOf(content: unknown, path: string): PriceCatalogue {
  if (!isRecord(content)) throw refuse(path, 'is not a JSON object');
  if ('offerCode' in content) return overlay(readPrices(), offerPrices(content, path));
  if (!Array.isArray(content['prices'])) throw refuse(path, 'has neither "prices" nor an "offerCode"');
  const own = readPrices();
  const prices = content['prices'].map((row, index) => checkedPrice(row, index, path));
  const meta = isRecord(content['meta']) ? content['meta'] : {};
  return { ...own, ...content, prices, meta: { ...own.meta, ...meta } };
}

function overlay(catalogue: PriceCatalogue, rows: readonly Price[]): PriceCatalogue {
  const key = ({ service, sku, region }: Price): string => `${service}|${sku}|${region}`;
  const replaced = new Set(rows.map(key));
  return {
    ...catalogue,
    prices: [...catalogue.prices.filter((price) => !replaced.has(key(price))), ...rows],
  };
}

function checkedPrice(row: unknown, index: number, path: string): Price {
  const at = `row ${index} of "prices"`;
  if (!isRecord(row)) throw refuse(path, `${at} is no object`);
  for (const name of ['service', 'sku', 'region', 'unit', 'source', 'asOf']) {
    if (typeof row[name] !== 'string') throw refuse(path, `${at} has no ${name}`);
  }
  const { tiers } = row;
  if (!Array.isArray(tiers) || tiers.length === 0) throw refuse(path, `${at} has no tiers`);
  let floor = 0;
  for (const tier of tiers as unknown[]) {
    const { upTo, usd } = isRecord(tier) ? tier : {};
    if (typeof usd !== 'number' || !(usd >= 0)) {
      throw refuse(path, `${at} has a tier without a price of 0 or more`);
    }
    if (upTo !== null && (typeof upTo !== 'number' || upTo <= floor)) {
      throw refuse(path, `${at} has tiers that do not rise`);
    }
    floor = upTo ?? Number.POSITIVE_INFINITY;
  }
  return row as unknown as Price;
}

interface Dimension {
  readonly beginRange?: string;
  readonly endRange?: string;
  readonly pricePerUnit?: { readonly USD?: string };
}

function offerPrices(offer: Record<string, unknown>, path: string): readonly Price[] {
  const { offerCode, publicationDate, products, terms } = offer;
  const onDemand = isRecord(terms) ? terms['OnDemand'] : undefined;
  if (!isRecord(products) || !isRecord(onDemand)) throw refuse(path, 'has no products or no OnDemand terms');
  const known = readPrices().prices;
  const rows = Object.entries(products).flatMap(([id, product]) => {
    const attributes = isRecord(product) && isRecord(product['attributes']) ? product['attributes'] : {};
    const { usagetype, regionCode } = attributes;
    const type = USAGE_TYPES.find(
      (each) => each.product === offerCode && each.usageType === withoutPrefix(String(usagetype)),
    );
    const dimensions = dimensionsOf(onDemand[id]);
    const unit = known.find(({ service, sku }) => service === type?.service && sku === type.sku)?.unit;
    if (type === undefined || unit === undefined || typeof regionCode !== 'string') return [];
    const tiers = tiersOf(dimensions, unitSize({ unit }));
    if (tiers.length === 0) return [];
    const { service, sku } = type;
    return [{ service, sku, region: regionCode, unit, tiers, source: path, asOf: String(publicationDate) }];
  });
  if (rows.length === 0) throw refuse(path, `(offer ${String(offerCode)}) has no dimension known here`);
  return rows;
}

function dimensionsOf(terms: unknown): readonly Dimension[] {
  const [term] = isRecord(terms) ? Object.values(terms) : [];
  const dimensions = isRecord(term) ? term['priceDimensions'] : undefined;
  return isRecord(dimensions) ? (Object.values(dimensions) as Dimension[]) : [];
}

/** @param size single units in the catalogue's unit: the feed prices one request, the catalogue a thousand */
function tiersOf(dimensions: readonly Dimension[], size: number): readonly PriceTier[] {
  return dimensions
    .toSorted((a, b) => Number(a.beginRange ?? 0) - Number(b.beginRange ?? 0))
    .flatMap(({ endRange = 'Inf', pricePerUnit }) => {
      if (pricePerUnit?.USD === undefined) return [];
      const usd = Number((Number(pricePerUnit.USD) * size).toPrecision(12));
      return [{ upTo: endRange === 'Inf' ? null : Number(endRange) / size, usd }];
    });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refuse = (path: string, problem: string): SafelightError =>
  new SafelightError('ERR_PRICE_FILE', `${path} ${problem}.`, {
    hint: 'Give a file shaped like fixtures/prices.json, or an offer file of the AWS price list.',
  });
