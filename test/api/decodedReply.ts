import { type DecodedPacket, decode } from 'dns-packet';

/** An answer as another implementation reads it. Throws where that cannot. */
export function decodedReply(bytes: Uint8Array): DecodedPacket & { readonly rcode: string } {
  // Its types leave the status out.
  return decode(Buffer.from(bytes)) as DecodedPacket & { rcode: string };
}
