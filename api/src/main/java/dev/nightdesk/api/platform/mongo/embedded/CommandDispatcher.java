package dev.nightdesk.api.platform.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.exception.NoSuchCommandException;
import dev.nightdesk.api.platform.mongo.embedded.storage.Storage;
import dev.nightdesk.api.platform.mongo.embedded.storage.StorageException;
import dev.nightdesk.api.platform.mongo.embedded.wire.CommandHandler;
import java.util.List;

/** Finds who answers a command, and turns what goes wrong into a reply. */
final class CommandDispatcher implements CommandHandler {

    private static final System.Logger LOG = System.getLogger(CommandDispatcher.class.getName());

    private final Cursors cursors = new Cursors();
    private final QueryCommands queries;
    private final AggregateCommand aggregates;
    private final StructureCommands structure;
    private final WriteCommands writes;
    private final ServerCommands server;

    CommandDispatcher(Engine engine) {
        queries = new QueryCommands(engine, cursors);
        aggregates = new AggregateCommand(engine, cursors);
        structure = new StructureCommands(engine, cursors);
        writes = new WriteCommands(engine, structure);
        server = new ServerCommands(engine, cursors);
    }

    @Override
    public Document handle(String database, Document command) {
        try {
            return answer(database, command).append("ok", 1.0);
        } catch (RuntimeException e) {
            RuntimeException failure = Storage.translated(e);
            if (!(failure instanceof MongoServerException || failure instanceof StorageException)) {
                LOG.log(System.Logger.Level.ERROR, "The command " + command.keySet() + " failed", failure);
            }
            Document error = ErrorReplies.of(failure);
            return new Document("ok", 0.0).appendAll(error);
        }
    }

    private Document answer(String database, Document command) {
        if (command.containsKey("startTransaction") || command.containsKey("autocommit")) {
            throw Refusals.unsupported("A transaction");
        }
        String name = command.keySet().iterator().next();
        return switch (name) {
            case "find" -> queries.find(database, command);
            case "getMore" -> cursors.getMore(database + "." + command.get("collection"),
                    QueryCommands.number(command, "getMore"), (int) QueryCommands.number(command, "batchSize"));
            case "killCursors" -> killCursors(command);
            case "count" -> queries.count(database, command);
            case "distinct" -> queries.distinct(database, command);
            case "explain" -> queries.explain(database, command);
            case "aggregate" -> aggregates.aggregate(database, command);
            case "insert" -> writes.insert(database, command);
            case "update" -> writes.update(database, command);
            case "delete" -> writes.delete(database, command);
            case "findAndModify", "findandmodify" -> writes.findAndModify(database, command);
            case "create" -> structure.create(database, command);
            case "drop" -> structure.drop(database, command);
            case "dropDatabase" -> structure.dropDatabase(database, command);
            case "createIndexes" -> structure.createIndexes(database, command);
            case "dropIndexes" -> structure.dropIndexes(database, command);
            case "listIndexes" -> structure.listIndexes(database, command);
            case "listCollections" -> structure.listCollections(database, command);
            case "listDatabases" -> structure.listDatabases(command);
            case "hello" -> server.hello(false);
            case "isMaster", "ismaster" -> server.hello(true);
            case "ping", "endSessions" -> new Document();
            case "buildInfo", "buildinfo" -> server.buildInfo();
            case "serverStatus" -> server.serverStatus();
            case ServerCommands.BACKUP -> server.backup(command);
            default -> throw new NoSuchCommandException(name);
        };
    }

    @SuppressWarnings("unchecked")
    private Document killCursors(Document command) {
        return cursors.kill((List<Long>) command.get("cursors"));
    }
}
