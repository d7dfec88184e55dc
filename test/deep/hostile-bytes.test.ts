import { hostileBytes } from "../fuzz/hostile-campaign.ts";

hostileBytes(Number(process.env["HEADWAY_SEEDS"] ?? 500), { timeout: 7_200_000 });
