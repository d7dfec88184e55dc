/** Every oracle that listens to a node turn by turn. */
import { AgreementOracle } from "./agreement.ts";
import { AnnouncementOracle } from "./announcements.ts";
import { ArrivalOracle } from "./arrivals.ts";
import { AskingOracle } from "./asking.ts";
import { AvailabilityOracle } from "./availability.ts";
import { BlocksFirstOracle } from "./blocks-first.ts";
import { ClockOracle } from "./clocks.ts";
import { GivingOracle } from "./giving.ts";
import { HeadersFirstOracle } from "./headers-first.ts";
import type { Oracle } from "./hearing.ts";
import { KeepAliveOracle } from "./keep-alive.ts";
import { OffenceOracle } from "./offences.ts";
import { OrphanOracle } from "./orphans.ts";
import { OutdatedOracle } from "./outdated.ts";
import { QuestionOracle } from "./questions.ts";
import { ServingOracle } from "./serving.ts";
import { SlotOracle } from "./slots.ts";
import { TaughtOracle } from "./taught.ts";
import { WasteOracle } from "./waste.ts";
import { WishOracle } from "./wishes.ts";

/** A new set, for one node. */
export function allOracles(): readonly Oracle[] {
  const asking = new AskingOracle();
  return [
    new WasteOracle(),
    new SlotOracle(),
    new QuestionOracle(),
    asking,
    new HeadersFirstOracle(),
    new TaughtOracle(),
    new ArrivalOracle(),
    new AvailabilityOracle(),
    new AnnouncementOracle(),
    new WishOracle(),
    new ClockOracle(),
    new KeepAliveOracle(),
    new OutdatedOracle(asking),
    new OffenceOracle(),
    new AgreementOracle(),
    new ServingOracle(),
    new GivingOracle(),
    new OrphanOracle(),
    new BlocksFirstOracle(),
  ];
}
