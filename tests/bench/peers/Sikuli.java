import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import org.sikuli.basics.Settings;
import org.sikuli.script.Finder;
import org.sikuli.script.Match;

/** SikuliX' answers: reads lines "needle TAB screen", writes the middle of the best match and seconds. */
public class Sikuli {
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err);
    Settings.ActionLogs = false;
    Settings.InfoLogs = false;
    Settings.DebugLogs = false;
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t");
      String point = "null";
      long began = System.nanoTime();
      try {
        Finder finder = new Finder(parts[1]);
        began = System.nanoTime();
        finder.find(parts[0]);
        if (finder.hasNext()) {
          Match found = finder.next();
          point = "[" + (found.x + found.w / 2) + ", " + (found.y + found.h / 2) + "]";
        }
        finder.destroy();
      } catch (Throwable error) {
        System.err.println(error);
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      out.println("{\"point\": " + point + ", \"seconds\": " + seconds + "}");
      out.flush();
    }
    System.exit(0);
  }
}
