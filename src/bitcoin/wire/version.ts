/** The payload of `version` (protocol.md §4; Core net_processing.cpp PushNodeVersion and ProcessMessage VERSION). */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { compactSizeBytes } from "../compact-size.ts";
import { type NetAddress, NO_ADDRESS, USER_AGENT_BYTES_MAX, type VersionMessage } from "./message.ts";
import type { PayloadCodec } from "./payload-codec.ts";

const IP_BYTES = 16;
const FIXED_BYTES = 4 + 8 + 8 + 2 * (8 + IP_BYTES + 2) + 8 + 4 + 1;

export const versionCodec: PayloadCodec<VersionMessage> = {
  size({ userAgent: { length } }) {
    return FIXED_BYTES + compactSizeBytes(length) + length;
  },
  /** Throws RangeError on a user agent with a character that is no byte. */
  write(writer, message) {
    writer.uint32(message.version);
    writer.uint64(message.services);
    writer.uint64(message.time);
    writeAddress(writer, message.receiver);
    writeAddress(writer, message.sender);
    writer.uint64(message.nonce);
    writer.variableBytes(bytesOf(message.userAgent));
    writer.uint32(message.startHeight);
    writer.uint8(message.relay ? 1 : 0);
  },
  /** Old senders stop after `receiver`, after `nonce`, or after any field from there on. */
  read(reader) {
    const version = reader.int32("version");
    const services = reader.uint64("services");
    const time = reader.int64("time");
    const receiver = readAddress(reader, "receiver");
    const more = reader.remaining > 0;
    const sender = more ? readAddress(reader, "sender") : NO_ADDRESS;
    const nonce = more ? reader.uint64("nonce") : 0n;
    const userAgent =
      reader.remaining > 0 ? textOf(reader.variableBytes("userAgent", USER_AGENT_BYTES_MAX)) : "";
    const startHeight = reader.remaining > 0 ? reader.int32("startHeight") : -1;
    const relay = reader.remaining > 0 ? reader.uint8("relay") !== 0 : true;
    return {
      command: "version",
      version,
      services,
      time,
      receiver,
      sender,
      nonce,
      userAgent,
      startHeight,
      relay,
    };
  },
};

function writeAddress(writer: ByteWriter, address: NetAddress): void {
  writer.uint64(address.services);
  writer.raw(address.ip);
  writer.uint16BigEndian(address.port);
}

function readAddress(reader: ByteReader, field: string): NetAddress {
  reader.enter(field);
  const services = reader.uint64("services");
  const ip = reader.take("ip", IP_BYTES);
  const port = reader.uint16BigEndian("port");
  reader.leave();
  return { services, ip, port };
}

/** A byte a character, so that any bytes survive: nothing says that a user agent is UTF-8. */
function textOf(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0xff) throw new RangeError(`user agent: ${JSON.stringify(character)} is no byte`);
    return code;
  });
}
