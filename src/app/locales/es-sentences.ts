/**
 * One sentence for every record that is told (replay/sentences.ts). The node's name stands before it, which may be the reader's own: no
 * verb has a person, `bloque 60 recibido de H`.
 */
import { acted } from "./es-acts.ts";
import type { Texts } from "./texts.ts";

export const sentence: Texts["sentence"] = {
  nodeStarted: "en marcha",
  nodeStopped: "parado",
  nodeCrashed: "caído: {{reason}}",
  miningGivenUp:
    "bloque {{height, number}} no encontrado: con esta dificultad hacen falta más hashes de los que se prueban aquí",
  connected: "conectado a {{peer}}",
  disconnected: "conexión con {{peer}} perdida: {{why}}",
  lost: "{{command}} de {{from}} quedó en nada: {{why}}",
  lostYours: "tu {{command}} quedó en nada: {{why}}",
  misbehaved: "{{what}}",
  invariantBroken: "regla propia rota, {{invariant}}: {{detail}}",
  ended: {
    synced: "Sincronizado: {{why}}",
    syncedSince: "Sincronizado desde {{since, clock}}: {{why}}",
    stuck: "Estancado: {{why}}",
    deadline: "Tiempo agotado: {{why}}",
  },
  started_one: "en marcha con el bloque génesis ({{network}})",
  started_other: "en marcha; cabeceras en disco: {{headers, number}} ({{network}})",
  peerReady: "handshake con {{peer}}, que dice tener altura {{height, number}}",
  syncPeerLost: "{{peer}} ya no es el peer de sincronización: {{why}}",
  syncPeerChosen: "{{peer}} elegido como peer de sincronización: {{why}}",
  headersDone: "todas las cabeceras conocidas",
  headersRequested_one: "cabeceras pedidas a {{peer}} a partir de la {{height, number}}",
  headersRequested_other:
    "cabeceras pedidas a {{peer}} a partir de la {{height, number}}, con {{count, number}} hashes en el localizador",
  headersRequestedOfNothing: "cabeceras pedidas a {{peer}} con un localizador vacío, al que nadie responde",
  headersReceivedNone: "ninguna cabecera más de {{peer}}",
  headersReceivedAllNew_one: "{{count, number}} cabecera nueva de {{peer}}",
  headersReceivedAllNew_other: "{{count, number}} cabeceras nuevas de {{peer}}",
  headersReceivedCounted_one: "{{count, number}} cabecera de {{peer}}, que no se guarda",
  headersReceivedCounted_other: "{{count, number}} cabeceras de {{peer}}, que aún no se guardan",
  headersReceivedKnown_one: "{{count, number}} cabecera de {{peer}}, ya conocida",
  headersReceivedKnown_other: "{{count, number}} cabeceras de {{peer}}, todas ya conocidas",
  headersReceived_one: "{{count, number}} cabecera de {{peer}}; nuevas: {{newCount, number}}",
  headersReceived_other: "{{count, number}} cabeceras de {{peer}}; nuevas: {{newCount, number}}",
  headersReceivedReleased_one:
    "{{count, number}} cabecera de {{peer}}: con las retenidas, la cadena ha mostrado su trabajo; nuevas: {{newCount, number}}",
  headersReceivedReleased_other:
    "{{count, number}} cabeceras de {{peer}}: con las retenidas, la cadena ha mostrado su trabajo; nuevas: {{newCount, number}}",
  presync: {
    presync:
      "cabeceras de {{peer}} solo contadas, hasta {{height, number}}: su cadena no ha mostrado bastante trabajo",
    redownload:
      "cabeceras de {{peer}} recibidas por segunda vez, hasta {{height, number}}: comprobado que son las mismas",
    ended: "fin del recuento de las cabeceras de {{peer}}, en {{height, number}}",
  },
  inventoryRequested: "pregunta a {{peer}}: qué sigue al bloque {{height, number}}",
  inventoryRequestedOrphan:
    "pregunta a {{peer}}: qué hay entre el bloque {{height, number}} y el huérfano que envió",
  inventoryReceived_one: "anuncio de {{peer}}: {{count, number}} bloque, desconocido hasta ahora",
  inventoryReceived_other:
    "anuncio de {{peer}}: {{count, number}} bloques; desconocidos: {{newCount, number}}",
  inventoryReceivedKnown_one: "anuncio de {{peer}}: {{count, number}} bloque, ya conocido",
  inventoryReceivedKnown_other: "anuncio de {{peer}}: {{count, number}} bloques, todos ya conocidos",
  orphanConnected: "encontrado el padre del bloque {{block, number}}, que esperaba como huérfano",
  orphanRefused: "rechazado el bloque {{block, number}} de {{peer}}, que esperaba como huérfano",
  orphanEvicted: "desechado el huérfano {{block, number}}: demasiados bloques esperan a su padre",
  blocksRequestedUnknown_one: "pedido a {{peer}} un bloque que anunció",
  blocksRequestedUnknown_other: "pedidos a {{peer}} {{count, number}} bloques que anunció",
  blocksRequested_one: "pedido el {{heights}} a {{peer}}",
  blocksRequested_other: "pedidos a {{peer}} los bloques {{heights}}",
  blockRequestsFreed_one: "retirada {{count, number}} petición a {{peer}}: {{why}}",
  blockRequestsFreed_other: "retiradas {{count, number}} peticiones a {{peer}}: {{why}}",
  blockStored: "recibido el {{block, number}} de {{peer}}",
  blockDuplicate: "bloque {{block, number}} recibido de {{peer}} por segunda vez",
  blockUnrequested: "bloque {{block, number}} recibido de {{peer}} sin haberlo pedido",
  blockOrphan: "bloque {{block, number}} recibido de {{peer}} antes que su padre: un huérfano",
  blockRefused: "bloque {{block, number}} de {{peer}} rechazado: {{reason}}",
  windowOpened: "ventana de descarga abierta: de {{low, number}} a {{high}}",
  windowStalled: "ventana atascada: {{peer}} debe el {{height, number}}; nada posterior se puede validar",
  windowFreed: "por fin llega el {{height, number}}: la ventana avanza de nuevo",
  windowLet: "el {{height, number}} aún falta, pero la ventana ya no espera a {{peer}}",
  reorganised_one:
    "cambio de cadena: {{left, number}} fuera por {{count, number}} bloque con más trabajo; la punta es ahora {{height, number}}",
  reorganised_other:
    "cambio de cadena: {{left, number}} fuera por {{count, number}} bloques con más trabajo; la punta es ahora {{height, number}}",
  validated: "bloque {{height, number}} validado",
  validatedRun_one: "bloque {{height, number}} validado",
  validatedRun_other:
    "{{count, number}} bloques validados de una vez, del {{low, number}} al {{height, number}}",
  blockMined: "bloque {{height, number}} minado",
  stallingStarted: "ya solo se espera a {{peer}}: será expulsado si no llega pronto un bloque",
  blockInvalid_one: "un bloque resultó inválido: {{reason}}",
  blockInvalid_other: "{{count, number}} bloques resultaron inválidos: {{reason}}",
  misbehaving: "mala conducta de {{peer}}: {{reason}}",
  scored: "anotado contra {{peer}}: {{reason}}; {{total}} de 100 para el veto",
  peerDropped: {
    misbehaving: "{{peer}} expulsado por mala conducta: {{reason}}",
    headersTimeout: "{{peer}} expulsado: no llegaron cabeceras a tiempo ({{reason}})",
    blockTimeout: "{{peer}} expulsado: un bloque no llegó a tiempo ({{reason}})",
    stalling: "{{peer}} expulsado: atascaba la ventana de descarga ({{reason}})",
    pingTimeout: "{{peer}} expulsado: no da señales de vida ({{reason}})",
    outdated: "{{peer}} expulsado: su cadena va por detrás de la nuestra o pesa poco ({{reason}})",
    handshakeTimeout: "{{peer}} expulsado: nunca completó el handshake ({{reason}})",
    protocol: "{{peer}} expulsado: {{reason}}",
  },
  acted,
};
