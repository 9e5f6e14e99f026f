declare module "*.css";
declare module "virtual:client-words" {
  const words: Record<"ru" | "en", Record<string, string>>;
  export default words;
}
