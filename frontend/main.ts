import "./shell";
import { keepDigits } from "./digits";
import htmx from "htmx.org";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;

keepDigits();
