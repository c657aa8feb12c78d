import js from "@eslint/js";
import typescript from "typescript-eslint";

export default typescript.config(
  { ignores: ["frontend/dist/"] },
  js.configs.recommended,
  ...typescript.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", 60],
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  { files: ["**/*.test.ts"], rules: { "max-lines-per-function": "off" } },
);
