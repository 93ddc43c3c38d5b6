// tsyringe, which the certificate's package uses, wants it and must find it first.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** What a session's HTTPS server proves itself with. Clients trust the certificate itself: there is no authority. */
export interface SessionCertificate {
  readonly certificatePem: string;
  /** Lives in memory only. */
  readonly privateKeyPem: string;
}

const hourMs = 3_600_000;
const validityMs = 365 * 24 * hourMs;

/** Makes a certificate for this machine's loopback names, with a key of its own. */
export async function makeCertificate(nowMs: number): Promise<SessionCertificate> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=pod-labs',
    // Positive and not zero, whatever the random bytes are.
    serialNumber: `4${randomBytes(15).toString('hex').slice(1)}`,
    // An hour of grace for clocks that disagree.
    notBefore: new Date(nowMs - hourMs),
    notAfter: new Date(nowMs + validityMs),
    keys,
    signingAlgorithm: { ...algorithm, hash: 'SHA-256' },
    extensions: [
      // The only certificate that it may vouch for is itself.
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = key.match(/.{1,64}/g)?.join('\n');
  return {
    certificatePem: `${certificate.toString('pem')}\n`,
    privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`,
  };
}
