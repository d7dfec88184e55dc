import { hostileBytes } from "./hostile-campaign.ts";

hostileBytes(12);
