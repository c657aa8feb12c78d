import "./islands/desk";
