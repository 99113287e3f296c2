import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  // One engine per platform is what ships: WebKitGTK 2.44+, Safari 17.5+, WebView2.
  build: { target: ["safari17", "chrome120"], assetsInlineLimit: 0 },
  server: { port: 1420, strictPort: true },
});
