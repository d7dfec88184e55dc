/**
 * Makes the page work without a connection, once it has been visited: keeps all files of its build, which the build writes in front of
 * this program (src/cli/offline-build.ts), and nothing else. It answers for its own folder alone.
 */

/** As `lib.webworker` has them, which knows no page. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface ServiceWorker {
  readonly HEADWAY_BUILD: { readonly name: string; readonly files: readonly string[] };
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}

const worker = self as unknown as ServiceWorker;
const { scope } = worker.registration;
/** Of this folder; the same host may have others. */
const PREFIX = `headway ${scope} `;
const CACHE = `${PREFIX}${worker.HEADWAY_BUILD.name}`;

// A new build waits until no page of the old one is open: that still fetches parts of its own.
worker.addEventListener("install", (event) => {
  const keep = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(worker.HEADWAY_BUILD.files.map((file) => new Request(file, { cache: "reload" })));
  };
  event.waitUntil(keep());
});

worker.addEventListener("activate", (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(tidy());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  event.respondWith(request.mode === "navigate" ? pageFor(request) : fileFor(request));
});

/** The newest page that can be had. */
async function pageFor(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(CACHE);
    const kept =
      (await cache.match(request, { ignoreSearch: true })) ?? (await cache.match(`${scope}index.html`));
    if (kept === undefined) throw error;
    return kept;
  }
}

/** What is of this build never changes. */
async function fileFor(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(request)) ?? fetch(request);
}
