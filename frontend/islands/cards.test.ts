import { expect, test } from "vitest";
import { cardedLinks } from "./cards";

const PAGES = [/^\/rooms\/\d+\/m\/\d+\/$/, /^\/polls\/\d+\/$/];
const body = (...links: { href: string; isMention?: boolean }[]): ParentNode => ({
  querySelectorAll: () => links.filter((link) => !link.isMention),
}) as never;
const found = (...hrefs: string[]): string[] => cardedLinks(body(...hrefs.map((href) => ({ href }))), "https://here.example", PAGES);

test("pages of ours that have a card are found, each once", () => {
  expect(found("https://here.example/rooms/3/m/12/", "/rooms/3/m/12/", "/polls/7/")).toEqual(["/rooms/3/m/12/", "/polls/7/"]);
});

test("other sites, pages without a card and addresses with more behind them are plain links", () => {
  expect(found("https://there.example/polls/7/", "/settings/", "/polls/7/close/", "/polls/7/?x=1", "/polls/7/#x")).toEqual([]);
});

test("a text full of links shows three cards", () => {
  expect(found("/polls/1/", "/polls/2/", "/polls/3/", "/polls/4/")).toHaveLength(3);
});
