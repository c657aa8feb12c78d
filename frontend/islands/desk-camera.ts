/** Codes seen by the phone's camera: read by the browser where it can, elsewhere (iPhone, Firefox) by a reader of its own. */
interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
interface Detecting { new (options: { formats: ["qr_code"] }): Detector; getSupportedFormats(): Promise<readonly string[]> }
const LOOKS = 250; // milliseconds between two looks: fast enough for a hand, slow enough for a cheap phone

export const canScan = Boolean(globalThis.navigator?.mediaDevices);
let reader: Promise<Detecting> | undefined;

/** Asked for before it is needed, so that it is there without a line. */
export function loadReader(): Promise<Detecting> {
  reader ??= chosen().catch((error: unknown) => {
    reader = undefined;
    throw error;
  });
  return reader;
}

async function chosen(): Promise<Detecting> {
  const own = (globalThis as { BarcodeDetector?: Detecting }).BarcodeDetector;
  const formats = await own?.getSupportedFormats().catch((): string[] => []);
  return own && formats?.includes("qr_code") ? own : (await import("qr/decode.js")).BarcodeDetector;
}

/** Show the camera in `video` and call `seen` for each code; returns what ends it. Rejects where the person says no. */
export async function scan(video: HTMLVideoElement, seen: (text: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  const end = (): void => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  try {
    const Reader = await loadReader();
    video.srcObject = stream;
    await video.play();
    const detector = new Reader({ formats: ["qr_code"] });
    const timer = setInterval(() => {
      void detector.detect(video).then((found) => found[0] && seen(found[0].rawValue)).catch(() => undefined);
    }, LOOKS);
    return () => {
      clearInterval(timer);
      end();
    };
  } catch (error) {
    end();
    throw error;
  }
}
