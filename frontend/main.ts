import "./shell";
import { keepDigits } from "./digits";
import { awaken } from "./fragments";

keepDigits();
void awaken(document.body);
