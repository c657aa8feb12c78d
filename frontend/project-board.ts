import "./islands/kanban";
