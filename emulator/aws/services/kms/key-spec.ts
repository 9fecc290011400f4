/**
 * Kinds of keys: what each can be used for and with which algorithms. Evidence: KMS developer guide "Key spec reference"
 * (2026-11). Gaps: SM2 (Chinese regions), ML-DSA, ML-KEM and Ed25519ph are refused by name.
 */
import type {
  CustomerMasterKeySpec,
  DataKeyPairSpec,
  EncryptionAlgorithmSpec,
  KeyAgreementAlgorithmSpec,
  KeySpec,
  KeyUsageType,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from '@aws-sdk/client-kms';

interface Kind {
  readonly family: 'symmetric' | 'rsa' | 'ecc' | 'ed25519' | 'hmac';
  readonly usages: readonly KeyUsageType[];
  /** Bytes of a symmetric or HMAC key, bits of an RSA modulus. */
  readonly size?: number;
  /** OpenSSL's name of the curve. */
  readonly curve?: string;
  readonly signing?: readonly SigningAlgorithmSpec[];
  readonly mac?: MacAlgorithmSpec;
}

const RSA_SIGNING: readonly SigningAlgorithmSpec[] = [
  'RSASSA_PKCS1_V1_5_SHA_256',
  'RSASSA_PKCS1_V1_5_SHA_384',
  'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256',
  'RSASSA_PSS_SHA_384',
  'RSASSA_PSS_SHA_512',
];

const rsa = (size: number): Kind => ({
  family: 'rsa',
  usages: ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'],
  size,
  signing: RSA_SIGNING,
});

const ecc = (curve: string, algorithm: SigningAlgorithmSpec, agreement = true): Kind => ({
  family: 'ecc',
  usages: agreement ? ['SIGN_VERIFY', 'KEY_AGREEMENT'] : ['SIGN_VERIFY'],
  curve,
  signing: [algorithm],
});

const hmac = (size: number, mac: MacAlgorithmSpec): Kind => ({
  family: 'hmac',
  usages: ['GENERATE_VERIFY_MAC'],
  size,
  mac,
});

const KINDS: Partial<Readonly<Record<KeySpec, Kind>>> = {
  SYMMETRIC_DEFAULT: { family: 'symmetric', usages: ['ENCRYPT_DECRYPT'], size: 32 },
  RSA_2048: rsa(2_048),
  RSA_3072: rsa(3_072),
  RSA_4096: rsa(4_096),
  ECC_NIST_P256: ecc('prime256v1', 'ECDSA_SHA_256'),
  ECC_NIST_P384: ecc('secp384r1', 'ECDSA_SHA_384'),
  ECC_NIST_P521: ecc('secp521r1', 'ECDSA_SHA_512'),
  ECC_SECG_P256K1: ecc('secp256k1', 'ECDSA_SHA_256', false),
  ECC_NIST_EDWARDS25519: { family: 'ed25519', usages: ['SIGN_VERIFY'], signing: ['ED25519_SHA_512'] },
  HMAC_224: hmac(28, 'HMAC_SHA_224'),
  HMAC_256: hmac(32, 'HMAC_SHA_256'),
  HMAC_384: hmac(48, 'HMAC_SHA_384'),
  HMAC_512: hmac(64, 'HMAC_SHA_512'),
};

/** Every spec that AWS's model knows, in the order of its refusals. */
export const KEY_SPECS: readonly KeySpec[] = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  'SYMMETRIC_DEFAULT',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'SM2',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
];

/** Specs of data key pairs, in the order of AWS's refusals. */
export const PAIR_SPECS: readonly DataKeyPairSpec[] = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'ECC_NIST_EDWARDS25519',
  'SM2',
];

/** The spec under its former name, which newer specs lack. */
export const customerMasterKeySpec = (spec: KeySpec): CustomerMasterKeySpec | undefined =>
  spec === 'ECC_NIST_EDWARDS25519' || spec.startsWith('ML_') ? undefined : (spec as CustomerMasterKeySpec);

/** The kind; `undefined` for specs that do not exist here. */
export const kindOf = (spec: KeySpec): Kind | undefined => KINDS[spec];

export interface Algorithms {
  readonly EncryptionAlgorithms?: EncryptionAlgorithmSpec[];
  readonly SigningAlgorithms?: SigningAlgorithmSpec[];
  readonly KeyAgreementAlgorithms?: KeyAgreementAlgorithmSpec[];
  readonly MacAlgorithms?: MacAlgorithmSpec[];
}

/** What a key of the spec and usage can do, as answers list it. */
export function algorithmsOf(spec: KeySpec, usage: KeyUsageType): Algorithms {
  const { family, signing = [], mac } = KINDS[spec] ?? {};
  switch (usage) {
    case 'ENCRYPT_DECRYPT':
      return {
        EncryptionAlgorithms:
          family === 'symmetric' ? ['SYMMETRIC_DEFAULT'] : ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
      };
    case 'SIGN_VERIFY':
      return { SigningAlgorithms: [...signing] };
    case 'KEY_AGREEMENT':
      return { KeyAgreementAlgorithms: ['ECDH'] };
    case 'GENERATE_VERIFY_MAC':
      return { MacAlgorithms: mac === undefined ? [] : [mac] };
    default:
      return {};
  }
}
