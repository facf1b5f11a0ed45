import java.nio.file.Path;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.Node;

/** Starts one Elasticsearch node on the loopback interface: `Launcher HOME PORT`. Ends with its standard input. */
public class Launcher {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        Settings settings = Settings.builder()
            .put("path.home", home.toString())
            .put("node.name", "test")
            .put("cluster.name", "detection-workbench-test")
            .put("discovery.type", "single-node")
            .put("http.host", "127.0.0.1")
            .put("transport.host", "127.0.0.1")
            .put("http.port", args[1])
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
        Environment environment = new Environment(settings, home.resolve("config"));
        LogConfigurator.loadLog4jPlugins();
        LogConfigurator.setNodeName("test");
        LogConfigurator.configure(environment, true);
        try (Node node = new Node(environment)) {
            node.start();
            // The parent holds our standard input open; when it dies, so do we.
            while (System.in.read() != -1) {
                Thread.onSpinWait();
            }
        }
        System.exit(0);
    }
}
